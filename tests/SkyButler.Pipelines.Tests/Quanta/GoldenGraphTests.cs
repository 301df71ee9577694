using System.Text.Json.Nodes;
using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Pipelines.Quanta;
using SkyButler.Pipelines.Tests.Execution;
using SkyButler.Tests.Shared;

namespace SkyButler.Pipelines.Tests.Quanta;

public sealed class GoldenGraphTests
{
    public static TheoryData<string, string> Cases { get; } =
    [
        .. from folder in (string[])["bias_minimum_0", "bias_minimum_1"]
           from name in (string[])["isr_day1", "isr_all", "visits_snaps", "whole", "one_tract", "isr_all_relaxed", "good_only"]
           select new TheoryDataRow<string, string>(folder, name),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Mocks_give_the_quanta_of_the_reference(string folder, string name)
    {
        var definition = JsonNode.Parse(File.ReadAllText(SharedFiles.Golden($"graphs/{folder}/pipeline.json")))!;
        var expected = JsonNode.Parse(File.ReadAllText(SharedFiles.Golden($"graphs/{folder}/{name}.json")))!;
        using var repository = new MixedRepository();
        var inputs = expected["inputs"]!.AsArray().Select(i => i!.GetValue<string>()).ToList();
        var request = repository.Request(MockPipeline(definition, name), expected["where"]!.GetValue<string>(), null, inputs) with { OutputRun = "u/test/run" };
        if (expected["error"] is { } error)
        {
            var thrown = await Should.ThrowAsync<PipelineException>(() => repository.Runner.BuildGraphAsync(request, TestContext.Current.CancellationToken));
            thrown.GetType().Name.ShouldBe(error["type"]!.GetValue<string>() == "FileNotFoundError" ? "MissingPrerequisiteException" : "?");
            return;
        }

        var result = await repository.Runner.BuildGraphAsync(request, TestContext.Current.CancellationToken);
        foreach (var (label, quanta) in expected["tasks"]!.AsObject())
            Describe(result.Graph, label).ShouldBe(quanta!.AsArray().Select(q => Describe(q!)).Order(StringComparer.Ordinal), label);
        result.Graph.Tasks.Select(t => t.Task.Label).ShouldBe(expected["tasks"]!.AsObject().Where(t => t.Value!.AsArray().Count > 0).Select(t => t.Key), ignoreOrder: true);
    }

    // The definition is JSON, which is YAML too; the mock's settings are named like its members.
    private static string MockPipeline(JsonNode definition, string name)
    {
        var tasks = new JsonObject();
        foreach (var label in definition["cases"]![name]!["labels"]!.AsArray().Select(l => l!.GetValue<string>()))
            tasks[label] = new JsonObject { ["class"] = "skybutler.MockTask", ["config"] = Settings(definition["tasks"]![label]!) };
        return new JsonObject { ["description"] = name, ["tasks"] = tasks }.ToJsonString();
    }

    private static JsonObject Settings(JsonNode task) => task.DeepClone().AsObject();

    internal static IEnumerable<string> Describe(QuantumGraph graph, string label) => graph.Quanta.Where(q => q.TaskLabel == label)
        .Select(q => $"{Text(q.DataId)} <- {Sets(q.Inputs)} -> {Sets(q.Outputs)}").Order(StringComparer.Ordinal);

    private static string Sets(IReadOnlyDictionary<string, IReadOnlyList<DatasetRef>> sets) => string.Join("; ", sets.Values.SelectMany(d => d)
        .GroupBy(d => d.DatasetType.Name).OrderBy(g => g.Key, StringComparer.Ordinal)
        .Select(g => $"{g.Key}: {string.Join(" ", g.Select(d => Text(d.DataId)).Order(StringComparer.Ordinal))}"));

    private static string Text(DataCoordinate dataId) => string.Join(",", dataId.Items.Take(dataId.Dimensions.Required.Count).OrderBy(i => i.Name, StringComparer.Ordinal).Select(i => $"{i.Name}={i.Value}"));

    internal static string Describe(JsonNode quantum) => $"{Text(quantum["data_id"]!)} <- {Sets(quantum["inputs"]!)} -> {Sets(quantum["outputs"]!)}";

    private static string Sets(JsonNode sets) => string.Join("; ", sets.AsObject().Where(s => s.Value!.AsArray().Count > 0).OrderBy(s => s.Key, StringComparer.Ordinal)
        .Select(s => $"{s.Key}: {string.Join(" ", s.Value!.AsArray().Select(d => Text(d!)).Order(StringComparer.Ordinal))}"));

    private static string Text(JsonNode dataId) => string.Join(",", dataId.AsObject().OrderBy(i => i.Key, StringComparer.Ordinal).Select(i => $"{i.Key}={i.Value}"));
}
