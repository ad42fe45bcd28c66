package dev.skydeck.gateway;

import dev.skydeck.gateway.board.BoardCache;
import dev.skydeck.gateway.board.Revisions;
import dev.skydeck.gateway.body.CheckFlagsBody;
import dev.skydeck.gateway.body.QueryText;
import dev.skydeck.gateway.flags.FlagCatalog;
import dev.skydeck.gateway.view.Answers.WrongField;
import dev.skydeck.gateway.view.FlagView;
import dev.skydeck.messages.FlagRequest.CheckFlags;
import dev.skydeck.messages.FlagRequest.DeleteFlags;
import dev.skydeck.messages.FlagRequest.ListFlagTools;
import dev.skydeck.messages.FlagRequest.ReadFlagTool;
import dev.skydeck.messages.bus.Bus;
import dev.skydeck.messages.bus.Failure;
import dev.skydeck.messages.flags.FlagImport;
import dev.skydeck.messages.flags.FlagSchemaReader;
import dev.skydeck.messages.flags.SchemaProblem;
import dev.skydeck.messages.model.Command;
import dev.skydeck.messages.model.FlagDefinition;
import dev.skydeck.messages.model.Problem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What tools say of their flags: imported, listed, suggested, and held against values. */
final class FlagRoutes {
    private static final int MOST_TYPED = 200;
    private static final int MOST_PATH = 512;

    private final Vertx vertx;
    private final Bus bus;
    private final BoardCache board;
    private final Revisions revisions;
    private final FlagCatalog catalog;

    FlagRoutes(Vertx vertx, Bus bus, BoardCache board, Revisions revisions) {
        this.vertx = vertx;
        this.bus = bus;
        this.board = board;
        this.revisions = revisions;
        this.catalog = new FlagCatalog(bus);
    }

    /** Like the first SkyDeck: a tool that nothing is known of has the flags of the default tool, under its own path. */
    Future<Reply> list(Call call) {
        long revision = revisions.newest();
        String tool =
                QueryText.text("tool_path", call.query("tool_path"), MOST_PATH).orElse(FlagCatalog.DEFAULT_TOOL);
        return catalog.orDefault(tool)
                .map(index -> Reply.of(
                        revision,
                        new FlagView.Briefs(
                                tool,
                                index.flags().stream().map(FlagView.Brief::of).toList())));
    }

    Future<Reply> suggest(Call call) {
        String tool = QueryText.text("tool", call.query("tool"), MOST_PATH).orElse(FlagCatalog.DEFAULT_TOOL);
        String typed = QueryText.text("q", call.query("q"), MOST_TYPED).orElse("");
        int limit = (int) call.whole("limit", 20, 1, 100);
        return board.get(0)
                .compose(now -> catalog.orDefault(tool).map(index -> {
                    Map<String, Integer> uses = catalog.uses(now, tool);
                    List<FlagView> found = index.suggest(typed, limit, uses).stream()
                            .map(flag -> FlagView.of(flag, used(uses, flag)))
                            .toList();
                    return Reply.of(now.revision(), new FlagView.Suggestions(tool, found));
                }));
    }

    private static int used(Map<String, Integer> uses, FlagDefinition flag) {
        return Objects.requireNonNullElse(uses.get(flag.name()), 0);
    }

    Future<Reply> check(Call call) {
        long revision = revisions.newest();
        CheckFlagsBody body = CheckFlagsBody.read(call.body());
        return bus.request(new CheckFlags(body.toolPath(), body.flags()))
                .map(verdict -> Reply.of(
                        revision,
                        new FlagView.Checked(
                                verdict.flags(),
                                WrongField.of(verdict.problems()),
                                WrongField.of(verdict.warnings()))));
    }

    Future<Reply> tools(Call call) {
        long revision = revisions.newest();
        return bus.request(new ListFlagTools())
                .map(tools -> Reply.of(
                        revision,
                        new FlagView.Tools(tools.stream().map(FlagView.Tool::of).toList())));
    }

    Future<Reply> definitions(Call call) {
        long revision = revisions.newest();
        String tool = call.path("tool");
        return bus.request(new ReadFlagTool(tool))
                .compose(found -> catalog.of(tool)
                        .map(index -> Reply.of(
                                revision,
                                new FlagView.Definitions(
                                        FlagView.Tool.of(found),
                                        index.flags().stream()
                                                .map(flag -> FlagView.of(flag, null))
                                                .toList()))));
    }

    /** Reading a schema takes longer than an event loop may. */
    Future<Reply> importSchema(Call call) {
        byte[] schema = call.body();
        Command command = call.command();
        String tool = call.path("tool");
        return vertx.executeBlocking(() -> read(schema), false)
                .compose(read -> new FlagImport(bus)
                        .run(command, tool, read.flags(), "imported by " + command.actor())
                        .map(done -> {
                            revisions.saw(done.revision());
                            return Reply.of(
                                    done, new FlagView.Imported(FlagView.Tool.of(done.value()), read.leftOut()));
                        }));
    }

    private static FlagSchemaReader.Read read(byte[] schema) {
        try {
            return FlagSchemaReader.read(schema);
        } catch (SchemaProblem problem) {
            String sentence = problem.pointer() + ": " + problem.sentence();
            throw new Failure.Invalid(sentence, List.of(new Problem(problem.pointer(), "schema", sentence)));
        }
    }

    Future<Reply> delete(Call call) {
        return bus.request(new DeleteFlags(call.command(), call.path("tool")))
                .map(done -> Reply.message(done, "Flag definitions deleted"));
    }
}
