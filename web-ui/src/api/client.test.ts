import { describe, expect, it, vi } from 'vitest';
import { SkyDeckApi } from './client';
import { Problem } from './problem';

function answering(status: number, body: string, headers: Record<string, string> = {}) {
  return vi.fn(() => Promise.resolve(new Response(body, { status, headers })));
}

describe('the client', () => {
  it('fills paths and queries and hands back the revision', async () => {
    const fetch = answering(200, '{"jobs":[]}', { 'X-SkyDeck-Revision': '812' });
    await expect(new SkyDeckApi(fetch).jobs(7, 10)).resolves.toMatchObject({ value: [], revision: 812 });
    expect(fetch).toHaveBeenCalledWith('/api/experiments/7/jobs?limit=10', expect.objectContaining({ method: 'GET' }));
  });

  it('sends a body as the text it was given', async () => {
    const fetch = answering(200, '{"experiment":{"id":1}}');
    await new SkyDeckApi(fetch).createExperiment('{"flags":{"one":1.0}}', 'k1');
    expect(fetch).toHaveBeenCalledWith(
      '/api/experiments',
      expect.objectContaining({
        body: '{"flags":{"one":1.0}}',
        headers: expect.objectContaining({ 'idempotency-key': 'k1' }) as unknown,
      }),
    );
  });

  it('edits what it was shown, and nothing else', async () => {
    const fetch = answering(200, '{"experiment":{"id":7}}');
    await new SkyDeckApi(fetch).editSpec(7, '{"nodes":2}', 4);
    expect(fetch).toHaveBeenCalledWith(
      '/api/experiments/7/spec',
      expect.objectContaining({
        method: 'PATCH',
        body: '{"nodes":2}',
        headers: { 'if-match': '"4"', 'content-type': 'application/json' },
      }),
    );
  });

  it('hands back what came of a request beside its answer', async () => {
    const body =
      '{"experiment":{"id":1},"warnings":[{"field":"body.flags.a.b","type":"unknown_flag","message":"No such."}]}';
    const fetch = answering(200, body, { 'Next-Cursor': 'e.12', 'X-SkyDeck-Undo': '9f2c' });
    await expect(new SkyDeckApi(fetch).createExperiment('{}', 'k1')).resolves.toMatchObject({
      next: 'e.12',
      undo: '9f2c',
      warnings: [{ field: 'flags.a.b', message: 'No such.' }],
    });
  });

  it('sends ids to groups as text', async () => {
    const fetch = answering(200, '{"message":"ok"}');
    await new SkyDeckApi(fetch).addToGroup('2b27b357', [1, 2]);
    expect(fetch).toHaveBeenCalledWith(
      '/api/groups/2b27b357/experiments',
      expect.objectContaining({ body: '{"experiment_ids":["1","2"],"multi_home":false}' }),
    );
  });

  it('turns a refusal into its sentence', async () => {
    const problem = new SkyDeckApi(answering(404, '{"detail":"Experiment not found"}')).experiment(9);
    await expect(problem).rejects.toMatchObject({ status: 404, message: 'Experiment not found' });
  });

  it('says so when an answer is no JSON', async () => {
    await expect(new SkyDeckApi(answering(200, '<html>')).health()).rejects.toThrow(/not JSON/);
  });

  it('says so when nobody answers', async () => {
    const api = new SkyDeckApi(() => Promise.reject(new TypeError('Failed to fetch')));
    await expect(api.health()).rejects.toEqual(new Problem(0, 'SkyDeck cannot be reached.'));
  });
});
