using SkyButler.Pipelines.Quanta.Files;
using SkyButler.Pipelines.Requests;
using SkyButler.Pipelines.Tests.Execution;
using SkyButler.Pipelines.Tests.Graphs;
using SkyButler.Tests.Shared;

namespace SkyButler.Pipelines.Tests.Quanta;

public sealed class DamagedGraphFileTests : IDisposable
{
    private readonly MixedRepository repository = new();

    public void Dispose() => repository.Dispose();

    [Fact]
    public async Task Files_that_are_cut_or_changed_anywhere_are_read_or_refused_in_one_line()
    {
        await using var butler = await repository.OpenAsync();
        var whole = await File.ReadAllBytesAsync(SharedFiles.Golden("runs/ok.qg"), TestContext.Current.CancellationToken);
        var random = new Random(20260101);
        var refused = 0;
        for (var i = 0; i < 150; i++)
        {
            var bytes = whole.ToArray();
            if (i % 3 == 0)
                bytes = bytes[..random.Next(bytes.Length)];
            else
                for (var change = 0; change < 1 + (i % 5); change++)
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var path = repository.Beside("damaged.qg");
            await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
            try
            {
                await GraphFile.LoadAsync(path, butler, TestPipelines.Catalog, null, null, TestContext.Current.CancellationToken);
            }
            catch (ButlerException e)
            {
                e.Message.ShouldNotContain('\n');
                refused++;
            }
        }

        refused.ShouldBeGreaterThan(75);
    }

    [Theory]
    [InlineData("g.qgraph", "old format")]
    [InlineData("g.json", "*.qg")]
    [InlineData("none.qg", "can't be read")]
    public async Task Other_files_are_refused(string name, string reason)
    {
        await using var butler = await repository.OpenAsync();
        (await Should.ThrowAsync<PipelineException>(() => GraphFile.LoadAsync(
            repository.Beside(name), butler, TestPipelines.Catalog, null, null, TestContext.Current.CancellationToken))).Message.ShouldContain(reason);
    }

    [Fact]
    public async Task A_provenance_graph_can_t_be_run()
    {
        var request = new GraphRequest { Repository = repository.Root, GraphFile = SharedFiles.Golden("runs/ok-provenance.qg") };
        (await Should.ThrowAsync<PipelineException>(() => repository.Runner.RunAsync(
            new RunRequest { Graph = request, RegisterDatasetTypes = true }, TestContext.Current.CancellationToken))).Message.ShouldContain("provenance");
    }
}
