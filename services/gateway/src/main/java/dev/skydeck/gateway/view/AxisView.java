package dev.skydeck.gateway.view;

import dev.skydeck.messages.model.Axis;
import dev.skydeck.messages.model.Axis.Draw;
import java.util.LinkedHashMap;
import java.util.Map;

/** An axis in the form in which it is sent. */
final class AxisView {
    private AxisView() {}

    static Map<String, Object> of(Axis axis) {
        Map<String, Object> view = new LinkedHashMap<>();
        if (axis instanceof Axis.Zip zip) {
            view.put("kind", "zip");
            view.put("axes", zip.axes().stream().map(AxisView::of).toList());
            return view;
        }
        view.put("kind", kind(axis));
        view.put("flag", axis.flags().get(0));
        if (axis instanceof Axis.Values list) {
            view.put("values", list.values());
        } else if (axis instanceof Axis.Range range) {
            view.put("from", range.from());
            view.put("to", range.to());
            view.put("step", range.step());
        } else if (axis instanceof Axis.LogRange range) {
            view.put("from", range.from());
            view.put("to", range.to());
            view.put("count", range.count());
        } else if (axis instanceof Axis.Random random) {
            draw(view, random.draw());
            view.put("count", random.count());
            view.put("seed", random.seed());
        }
        return view;
    }

    private static String kind(Axis axis) {
        return axis instanceof Axis.Values
                ? "list"
                : axis instanceof Axis.Range ? "range" : axis instanceof Axis.LogRange ? "log_range" : "random";
    }

    private static void draw(Map<String, Object> view, Draw draw) {
        if (draw instanceof Draw.Choice choice) {
            view.put("distribution", "choice");
            view.put("values", choice.values());
        } else if (draw instanceof Draw.Uniform uniform) {
            view.put("distribution", "uniform");
            view.put("from", uniform.from());
            view.put("to", uniform.to());
        } else if (draw instanceof Draw.LogUniform log) {
            view.put("distribution", "log_uniform");
            view.put("from", log.from());
            view.put("to", log.to());
        }
    }
}
