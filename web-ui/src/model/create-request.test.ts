import { describe, expect, it } from 'vitest';
import { createRequest, editRequest } from './create-request';
import type { ExperimentForm } from './experiment-form';
import { noRules } from './run-rules';

const form: ExperimentForm = {
  name: ' dv.lr ',
  command: 'demo-train',
  toolPath: '',
  gitBranch: '',
  nodes: '1',
  gpus: '0',
  accelerator: '',
  instanceType: '',
  cloud: '',
  spot: false,
  taskTemplate: '',
  cluster: '',
  stopCluster: false,
  flags: [],
  rules: noRules(),
  priority: '0',
  description: '',
  tags: '',
};

function flags(...rows: [string, string][]): ExperimentForm {
  return { ...form, flags: rows.map(([name, typed], key) => ({ key, name, typed })) };
}

describe('the request', () => {
  it('leaves out what is empty', () => {
    expect(createRequest(form)).toEqual({
      ok: true,
      body:
        '{"name":"dv.lr","base_command":"demo-train","nodes":1,"gpus":0,"priority":0,"flags":{},' +
        '"restart_policy":"never","max_retries":3,"infra_retries":3}',
    });
  });

  it('says which machines, and what people wrote about it', () => {
    const request = createRequest({
      ...form,
      accelerator: ' H100 ',
      cloud: 'aws',
      spot: true,
      priority: '-5',
      description: 'second try',
      tags: ' lr,, sweep ',
    });
    expect(request.ok && JSON.parse(request.body)).toMatchObject({
      accelerator: 'H100',
      cloud: 'aws',
      spot: true,
      priority: -5,
      description: 'second try',
      tags: ['lr', 'sweep'],
    });
  });

  it('takes by an edit away what was emptied', () => {
    const request = editRequest(form);
    expect(request.ok && JSON.parse(request.body)).toMatchObject({
      accelerator: '',
      description: '',
      tags: [],
      spot: false,
    });
  });

  it('names a cluster and what becomes of it', () => {
    const request = createRequest({ ...form, cluster: ' dev ', stopCluster: true });
    expect(request.ok && JSON.parse(request.body)).toMatchObject({ cluster: 'dev', stop_cluster: true });
  });

  it('says nothing of stopping a cluster that is not named', () => {
    const request = createRequest({ ...form, stopCluster: true });
    expect(request.ok && request.body).not.toContain('stop_cluster');
  });

  it('clears by an edit what was emptied since', () => {
    const request = editRequest(form);
    expect(request.ok && JSON.parse(request.body)).toMatchObject({ tool_path: '', git_branch: '', cluster: '' });
  });

  it('gives an edit the command back that is not named', () => {
    const request = editRequest({ ...form, command: ' ' });
    expect(request.ok && JSON.parse(request.body)).toMatchObject({ base_command: 'lt' });
  });

  it('leaves a number that was emptied by an edit to the server to refuse', () => {
    const request = editRequest({ ...form, nodes: '' });
    expect(request.ok && JSON.parse(request.body)).toMatchObject({ nodes: '' });
  });

  it('carries the rules', () => {
    const request = createRequest({ ...form, rules: { ...noRules(), restart: 'always', hours: '1.50' } });
    expect(request.ok && request.body).toContain('"restart_policy":"always"');
    expect(request.ok && request.body).toContain('"stop_rules":{"hours":1.50}');
  });

  it('carries numbers digit by digit', () => {
    const request = createRequest(flags(['lr', '1e-4'], ['one', '1.0'], ['big', '12345678901234567890']));
    expect(request.ok && request.body).toContain('"flags":{"lr":1e-4,"one":1.0,"big":12345678901234567890}');
  });

  it('escapes names and text', () => {
    const request = createRequest(flags(['a', 'say "hi"']));
    expect(request.ok && JSON.parse(request.body)).toMatchObject({ flags: { a: 'say "hi"' } });
  });

  it('ignores an empty row', () => {
    expect(createRequest(flags(['', '']))).toMatchObject({ ok: true });
  });

  it('sends a count that is no number as text for the server to judge', () => {
    const request = createRequest({ ...form, nodes: 'four' });
    expect(request.ok && request.body).toContain('"nodes":"four"');
  });

  it('names each wrong row', () => {
    expect(createRequest(flags(['lr', ''], ['', '3'], ['x', '1'], ['x', '2']))).toEqual({
      ok: false,
      problems: [
        { field: 'flags.lr', message: 'Write a value. For an empty text write "".' },
        { field: 'flags.', message: 'Name this flag or remove the row.' },
        { field: 'flags.x', message: 'x is there twice. Keep one.' },
      ],
    });
  });
});
