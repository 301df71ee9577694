using SkyButler.Pipelines.Provenance.Tracing;
using SkyButler.Pipelines.Requests;

namespace SkyButler.Pipelines.Tests.Provenance;

/// <summary>Datasets followed backwards and forwards through runs.</summary>
public sealed class TraceTests : IDisposable
{
    private readonly GoldenPipeline pipeline = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => pipeline.Dispose();

    [Fact]
    public async Task A_dataset_is_followed_to_the_raws_of_another_run_and_back()
    {
        var whole = pipeline.Request("u/me/first");
        await RunAsync(whole, "stepB", "stepC", "gather");
        pipeline.Repository.Clock.Advance(TimeSpan.FromMinutes(1));
        await RunAsync(whole with { Output = "u/you/rest", Inputs = ["u/me/first", "CamA/defaults"] }, "stepA");

        await using var butler = await pipeline.Repository.OpenAsync();
        var sum = await butler.FindDatasetAsync("gathered", new() { ["instrument"] = "CamA", ["exposure"] = 1004L }, ["u/you/rest"], Token);
        var tracer = new ProvenanceTracer(butler);
        var back = await tracer.TraceAsync([sum!.Id], TraceDirection.Backwards, null, Token).ToListAsync(Token);
        back.GroupBy(t => (t.Depth, t.Dataset!.DatasetType.Name)).Select(g => (g.Key.Depth, g.Key.Name, g.Count())).Order().ShouldBe(
            [(0, "gathered", 1), (1, "bias_info", 4), (1, "c_out", 4), (2, "b_out", 4), (3, "a_out", 4), (4, "raw_md", 4)]);
        back[0].Producer!.Task.ShouldBe("gather");
        back.Where(t => t.Dataset!.DatasetType.Name == "b_out").ShouldAllBe(t => t.Run!.StartsWith("u/you/rest/", StringComparison.Ordinal) && t.Producer!.Task == "stepB");
        back.Where(t => t.Dataset!.DatasetType.Name == "a_out").ShouldAllBe(t => t.Run!.StartsWith("u/me/first/", StringComparison.Ordinal) && t.Producer!.Task == "stepA");
        back.Where(t => t.Dataset!.DatasetType.Name == "raw_md").ShouldAllBe(t => t.Producer == null);
        (await tracer.TraceAsync([sum.Id], TraceDirection.Backwards, 1, Token).CountAsync(Token)).ShouldBe(9);

        var raw = back.First(t => t.Depth == 4).Dataset!;
        var forth = await tracer.TraceAsync([raw.Id], TraceDirection.Forwards, null, Token).ToListAsync(Token);
        // Logs and metadata are no results.
        forth.Select(t => (t.Depth, t.Dataset!.DatasetType.Name)).ShouldBe([(0, "raw_md"), (1, "a_out"), (2, "b_out"), (3, "c_out"), (4, "gathered")]);
    }

    [Fact]
    public async Task What_nobody_recorded_leads_nowhere()
    {
        await using var butler = await pipeline.Repository.OpenAsync();
        var traced = await new ProvenanceTracer(butler).TraceAsync([Guid.NewGuid()], TraceDirection.Backwards, null, Token).ToListAsync(Token);
        (traced.ShouldHaveSingleItem().Dataset, traced[0].Producer).ShouldBe((null, null));
    }

    private async Task RunAsync(GraphRequest request, params IEnumerable<string> without)
    {
        var cut = request with { Pipeline = request.Pipeline with { Edits = [.. without.Select(label => new DeleteTaskEdit(label))] } };
        (await pipeline.Repository.Runner.RunAsync(new RunRequest { Graph = cut, RegisterDatasetTypes = true }, Token)).ExitCode.ShouldBe(0);
    }
}
