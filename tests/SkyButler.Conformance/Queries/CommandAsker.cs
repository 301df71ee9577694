using System.Globalization;
using System.Text.Json.Nodes;
using SkyButler.CommandLine.Programs;
using SkyButler.Dimensions.Times;
using SkyButler.Resources;

namespace SkyButler.Conformance.Queries;

/// <summary>Puts recorded questions to the commands, as far as words of a command line can say them.</summary>
internal sealed class CommandAsker(string repository, CancellationToken cancellationToken)
{
    private static readonly HashSet<string> Sayable =
        ["where", "order_by", "limit", "find_first", "explain", "name", "flatten_chains", "collection_types", "include_parents", "include_summary", "include_doc"];

    /// <summary>The command line of a question; null where no command can ask it.</summary>
    public static IReadOnlyList<string>? Words(GoldenQuestion question, string repository)
    {
        // A command that finds no datasets always fails and says why.
        if (!question.Keywords.All(k => Sayable.Contains(k.Key)) || (question.Api == "query_datasets" && question.Keywords.ContainsKey("explain")))
            return null;
        return question.Api switch
        {
            "query_data_ids" => ["query-data-ids", repository, .. GoldenQuestion.Texts(question.Arguments[0]), .. Options(question)],
            "query_dimension_records" => ["query-dimension-records", repository, (string)question.Arguments[0]!, .. Options(question)],
            "query_datasets" =>
                ["query-datasets", repository, (string)question.Arguments[0]!, .. Collections(question.Arguments[1]), .. FindFirst(question), .. Options(question)],
            "query_all_datasets" =>
                ["query-datasets", repository, .. GoldenQuestion.Texts(question.Keywords["name"]), .. Collections(question.Arguments[0]), .. FindFirst(question), .. Options(question)],
            "collections.query" or "collections.query_info" => ["query-collections", repository, .. GoldenQuestion.Texts(question.Arguments[0]), .. CollectionOptions(question)],
            "registry.queryDatasetTypes" => ["query-dataset-types", repository],
            _ => null,
        };
    }

    /// <summary>Runs a command; its exit code, the objects that it printed, and its errors.</summary>
    public async Task<(int ExitCode, IReadOnlyList<JsonObject> Rows, string Errors)> RunAsync(IReadOnlyList<string> words)
    {
        await using var output = new StringWriter { NewLine = "\n" };
        await using var errors = new StringWriter { NewLine = "\n" };
        var surroundings = new Surroundings { Output = output, Error = errors, Input = TextReader.Null, Environment = EnvironmentVariables.Empty };
        var code = await ProgramRunner.RunAsync("butler", [.. words, "--format", "jsonl"], surroundings, cancellationToken);
        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return (code, code == 0 ? [.. lines.Select(l => JsonNode.Parse(l)!.AsObject())] : [], errors.ToString());
    }

    /// <summary>A recorded row as a command prints it.</summary>
    public static string Expected(GoldenQuestion question, JsonNode? row) => question.Api switch
    {
        "query_datasets" or "query_all_datasets" => Dataset(row!.AsObject()),
        "query_dimension_records" => GoldenAnswer.Line(new JsonObject([.. row!.AsObject().Select(p => Cell(p.Key, p.Value))])),
        "collections.query" or "registry.queryDatasetTypes" => (string)row!,
        "collections.query_info" => (string)row!["name"]!,
        _ => GoldenAnswer.Line(row),
    };

    /// <summary>A printed row in the same form.</summary>
    public static string Found(GoldenQuestion question, JsonObject row) => question.Api switch
    {
        "collections.query" or "collections.query_info" => (string)row["Name"]!,
        "registry.queryDatasetTypes" => (string)row["name"]!,
        _ => GoldenAnswer.Line(row),
    };

    public override string ToString() => repository;

    private static string Dataset(JsonObject row)
    {
        var flat = new JsonObject { ["type"] = (string)row["dataset_type"]!, ["run"] = (string)row["run"]!, ["id"] = (string)row["id"]! };
        foreach (var (key, value) in row["data_id"]!.AsObject())
            flat[key] = value!.DeepClone();
        return GoldenAnswer.Line(flat);
    }

    // Regions are not printed, timespans are as ISO times under a heading that names the scale.
    private static KeyValuePair<string, JsonNode?> Cell(string field, JsonNode? value) => value switch
    {
        JsonObject o when o["$region_hex"] is not null => new(field, "(elided)"),
        JsonObject o when o["$timespan_ns"] is JsonArray bounds =>
            new($"{field} (TAI)", Timespan.FromStored((long)bounds[0]!, (long)bounds[1]!).ToString()),
        null when field == "timespan" => new($"{field} (TAI)", null),
        _ => new(field, value?.DeepClone()),
    };

    private static IEnumerable<string> Options(GoldenQuestion question)
    {
        if (question.Where.Length > 0)
            yield return $"--where={question.Where}";
        foreach (var field in question.OrderBy)
            yield return $"--order-by={field}";
        yield return string.Create(CultureInfo.InvariantCulture, $"--limit={question.Limit ?? 0}");
    }

    private static IEnumerable<string> Collections(JsonNode? names) => GoldenQuestion.Texts(names).Select(n => $"--collections={n}");

    private static IEnumerable<string> FindFirst(GoldenQuestion question) => question.FindFirst ? ["--find-first"] : [];

    private static IEnumerable<string> CollectionOptions(GoldenQuestion question)
    {
        yield return (bool?)question.Keywords["flatten_chains"] == true ? "--chains=FLATTEN" : "--chains=NO-CHILDREN";
        foreach (var type in question.Keywords["collection_types"]?.AsArray() ?? [])
            yield return "--collection-type=" + ((SkyButler.Registry.Collections.CollectionType)(int)type!).ToString().ToUpperInvariant();
    }
}
