package org.aethercreator.report;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.aethercreator.hub.CachedRepo;
import org.aethercreator.hub.HubFile;
import org.aethercreator.hub.HubModel;
import org.aethercreator.hub.HubSnapshot;
import org.aethercreator.hub.SuggestedModel;
import org.owasp.encoder.Encode;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What there is on a hub and in its cache: tables, and what is to be said about them. Sizes are in MB (10⁶ bytes) or
 * GB, parameters in millions.
 *
 * @param tables at least one
 * @param sentences to be read below the tables
 */
public record HubReport(List<Table> tables, List<String> sentences) {
    private static final String NOT_TOLD = "–";
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT);

    public HubReport {
        tables = List.copyOf(tables);
        sentences = List.copyOf(sentences);
    }

    /** The first table. */
    public Table table() {
        return tables.get(0);
    }

    /** One row a file that was asked for. */
    public static HubReport downloaded(HubSnapshot snapshot) {
        List<String> sentences = new ArrayList<>(snapshot.notes());
        sentences.add(String.format(
                Locale.ROOT,
                "%s, %.1f MB, at commit %s, in %s",
                counted(snapshot.files().size(), "file", "files"),
                snapshot.sizeBytes() / 1e6,
                snapshot.commit().substring(0, 10),
                snapshot.folder()));
        if (snapshot.files().stream().noneMatch(file -> isWeights(file.path()))) {
            sentences.add("There are no weights among these files (*.safetensors).");
        }
        return new HubReport(List.of(files(snapshot.repo().toString(), snapshot.files())), sentences);
    }

    private static boolean isWeights(String path) {
        return path.endsWith(".safetensors") || path.endsWith(".gguf");
    }

    /** Two columns with what the hub tells of a model, and its files. */
    public static HubReport described(HubModel model, List<HubFile> files, List<String> sentences) {
        StringColumn what = StringColumn.create("Property");
        StringColumn value = StringColumn.create("Value");
        row(
                what,
                value,
                "Parameters",
                model.parameters().isEmpty() ? NOT_TOLD : millions(model.parameters()) + " million");
        row(what, value, "Architecture", told(String.join(", ", model.architectures())));
        row(what, value, "Licence", model.license().orElse(NOT_TOLD));
        row(what, value, "Gated", model.gated() ? "yes, its owner wants to be asked first" : "no");
        row(what, value, "Task", model.task().orElse(NOT_TOLD));
        row(what, value, "Changed", day(model.lastModified()));
        row(what, value, "Downloads in 30 days", String.format(Locale.ROOT, "%,d", model.downloads()));
        row(what, value, "Likes", String.format(Locale.ROOT, "%,d", model.likes()));
        return new HubReport(
                List.of(Table.create(model.id(), what, value), files("Files of " + model.id(), files)), sentences);
    }

    private static Table files(String title, List<HubFile> files) {
        StringColumn path = StringColumn.create("File");
        DoubleColumn size = FixedDecimals.column("Size (MB)", 3);
        StringColumn hash = StringColumn.create("Hash");
        for (HubFile file : files) {
            path.append(file.path());
            size.append(file.sizeBytes() / 1e6);
            hash.append(file.shortHash());
        }
        return Table.create(title, path, size, hash);
    }

    /** One row a model that a search has found. */
    public static HubReport found(List<HubModel> models) {
        StringColumn id = StringColumn.create("Model");
        DoubleColumn parameters = FixedDecimals.column("Parameters (M)", 0);
        StringColumn architecture = StringColumn.create("Architecture");
        StringColumn license = StringColumn.create("Licence");
        StringColumn gated = StringColumn.create("Gated");
        LongColumn downloads = LongColumn.create("Downloads in 30 days");
        StringColumn changed = StringColumn.create("Changed");
        for (HubModel model : models) {
            id.append(model.id());
            if (model.parameters().isPresent()) {
                parameters.append(model.parameters().getAsLong() / 1e6);
            } else {
                parameters.appendMissing();
            }
            architecture.append(told(String.join(", ", model.architectures())));
            license.append(model.license().orElse(NOT_TOLD));
            gated.append(model.gated() ? "yes" : "no");
            downloads.append(model.downloads());
            changed.append(day(model.lastModified()));
        }
        Table table =
                Table.create("Models of the hub", id, parameters, architecture, license, gated, downloads, changed);
        return new HubReport(List.of(table), List.of());
    }

    /** One row a model that is a good base. */
    public static HubReport suggested(List<SuggestedModel> models) {
        StringColumn id = StringColumn.create("Model");
        DoubleColumn parameters = FixedDecimals.column("Parameters (M)", 0);
        DoubleColumn size = FixedDecimals.column("Download (GB)", 1);
        StringColumn license = StringColumn.create("Licence");
        StringColumn gated = StringColumn.create("Gated");
        StringColumn purpose = StringColumn.create("Good for");
        for (SuggestedModel model : models) {
            id.append(model.id());
            parameters.append(model.parameters() / 1e6);
            size.append(model.downloadBytes() / 1e9);
            license.append(model.license());
            gated.append(model.gated() ? "yes" : "no");
            purpose.append(model.purpose());
        }
        Table table = Table.create("Good small bases", id, parameters, size, license, gated, purpose);
        return new HubReport(
                List.of(table),
                List.of("Get one with %hub get and its name. For a gated one, ask for access on its page first"
                        + " (https://huggingface.co/ and its name), and put a token into HF_TOKEN."));
    }

    /** One row a revision of each cached repository. */
    public static HubReport cached(List<CachedRepo> repos) {
        StringColumn id = StringColumn.create("Repository");
        StringColumn kind = StringColumn.create("Kind");
        StringColumn revision = StringColumn.create("Revision");
        StringColumn commit = StringColumn.create("Commit");
        IntColumn files = IntColumn.create("Files");
        DoubleColumn size = FixedDecimals.column("Size (MB)", 1);
        StringColumn changed = StringColumn.create("Downloaded");
        for (CachedRepo repo : repos) {
            for (CachedRepo.Revision each : repo.revisions()) {
                id.append(repo.id());
                kind.append(repo.kind().toString());
                revision.append(told(String.join(", ", each.names())));
                commit.append(
                        each.commit().substring(0, Math.min(10, each.commit().length())));
                files.append(each.files());
                size.append(each.sizeBytes() / 1e6);
                changed.append(day(Optional.of(each.lastModified())));
            }
        }
        Table table = Table.create("Cached repositories", id, kind, revision, commit, files, size, changed);
        return new HubReport(List.of(table), cacheSentences(repos));
    }

    private static List<String> cacheSentences(List<CachedRepo> repos) {
        List<String> sentences = new ArrayList<>();
        sentences.add(String.format(
                Locale.ROOT,
                "%s, %.1f MB in all.",
                counted(repos.size(), "repository", "repositories"),
                repos.stream().mapToLong(CachedRepo::sizeBytes).sum() / 1e6));
        String broken = repos.stream()
                .filter(repo -> repo.incompleteBytes() > 0)
                .map(repo -> String.format(Locale.ROOT, "%s (%.1f MB)", repo.id(), repo.incompleteBytes() / 1e6))
                .collect(Collectors.joining(", "));
        if (!broken.isEmpty()) {
            sentences.add("Interrupted downloads: " + broken
                    + ". %hub get goes on with them, %hub remove --incomplete deletes them.");
        }
        return sentences;
    }

    /** Tables and sentences as an HTML fragment. */
    public String html() {
        return tables.stream().map(table -> HtmlTable.of(table, true)).collect(Collectors.joining())
                + sentences.stream()
                        .map(sentence -> "<p>" + Encode.forHtml(sentence) + "</p>")
                        .collect(Collectors.joining());
    }

    @Override
    public String toString() {
        List<String> parts = new ArrayList<>(tables.stream().map(Table::print).toList());
        parts.addAll(sentences);
        return String.join(System.lineSeparator(), parts);
    }

    private static String counted(int count, String one, String more) {
        return count + " " + (count == 1 ? one : more);
    }

    private static String millions(OptionalLong parameters) {
        return String.format(Locale.ROOT, "%,.0f", parameters.orElse(0) / 1e6);
    }

    private static String day(Optional<Instant> time) {
        return time.map(known -> DAY.format(known.atZone(ZoneId.systemDefault())))
                .orElse(NOT_TOLD);
    }

    private static String told(String text) {
        return text.isEmpty() ? NOT_TOLD : text;
    }

    private static void row(StringColumn what, StringColumn value, String name, String text) {
        what.append(name);
        value.append(text);
    }
}
