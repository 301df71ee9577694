using SkyButler.Datasets;
using SkyButler.Imaging.Images;
using SkyButler.Pipelines.Execution.Sharing;
using SkyButler.Pipelines.Quanta;
using SkyButler.Pipelines.Tests.Graphs;

namespace SkyButler.Pipelines.Tests.Execution.Sharing;

/// <summary>What several quanta read is read once, and nobody sees what another does to it.</summary>
public sealed class SharedInputsTests : IDisposable
{
    private readonly MixedRepository repository = new();
    private int reads;

    public void Dispose() => repository.Dispose();

    [Fact]
    public async Task Two_quanta_have_copies_of_what_is_read_once()
    {
        var (graph, bias) = await GraphAsync();
        var shared = new SharedInputs(graph, 1 << 20);
        var first = (OrderedDictionary<string, object?>)await shared.GetAsync(bias, Read);
        first["value"] = "changed";
        shared.Size.ShouldBeGreaterThan(0);
        ((OrderedDictionary<string, object?>)await shared.GetAsync(bias, Read))["value"].ShouldBe(1L);
        reads.ShouldBe(1);
        shared.Size.ShouldBe(0);
    }

    [Fact]
    public async Task Who_comes_while_another_reads_waits_for_it()
    {
        var (graph, bias) = await GraphAsync();
        var shared = new SharedInputs(graph, 1 << 20);
        var reading = new TaskCompletionSource<object>();
        var first = shared.GetAsync(bias, () => reading.Task);
        var second = shared.GetAsync(bias, Read);
        reading.SetResult(Value());
        (await first).ShouldNotBeSameAs(await second);
        reads.ShouldBe(0);
    }

    [Fact]
    public async Task What_one_can_t_read_another_may()
    {
        var (graph, bias) = await GraphAsync();
        var shared = new SharedInputs(graph, 1 << 20);
        var reading = new TaskCompletionSource<object>();
        var first = shared.GetAsync(bias, () => reading.Task);
        var second = shared.GetAsync(bias, Read);
        reading.SetException(new IOException("gone"));
        await Should.ThrowAsync<IOException>(() => first);
        ((OrderedDictionary<string, object?>)await second)["value"].ShouldBe(1L);
        shared.Size.ShouldBe(0);
    }

    [Fact]
    public async Task Nothing_is_kept_beyond_the_limit()
    {
        var (graph, bias) = await GraphAsync();
        var shared = new SharedInputs(graph, 10);
        await shared.GetAsync(bias, Read);
        await shared.GetAsync(bias, Read);
        reads.ShouldBe(2);
        shared.Size.ShouldBe(0);
    }

    [Fact]
    public async Task What_can_t_be_copied_is_read_by_each()
    {
        var (graph, bias) = await GraphAsync();
        var shared = new SharedInputs(graph, 1 << 20);
        var one = await shared.GetAsync(bias, () => Task.FromResult<object>(new Uri("file:///a")));
        (await shared.GetAsync(bias, () => Task.FromResult<object>(new Uri("file:///a")))).ShouldNotBeSameAs(one);
    }

    [Fact]
    public async Task What_one_quantum_alone_reads_is_not_kept()
    {
        var (graph, _) = await GraphAsync();
        var raw = graph.Quanta.First(q => q.TaskLabel == "stepA").Inputs["inp"].Single();
        var shared = new SharedInputs(graph, 1 << 20);
        await shared.GetAsync(raw, Read);
        shared.Size.ShouldBe(0);
    }

    [Fact]
    public async Task Images_are_copied_too()
    {
        var (graph, bias) = await GraphAsync();
        var shared = new SharedInputs(graph, 1 << 20);
        Func<Task<object>> read = () => Task.FromResult<object>(new Exposure(new MaskedImage(new Box2I(0, 0, 10, 10))));
        var first = (Exposure)await shared.GetAsync(bias, read);
        first.Image[3, 3] = 7;
        ((Exposure)await shared.GetAsync(bias, () => throw new InvalidOperationException("read twice"))).Image[3, 3].ShouldBe(0);
    }

    private Task<object> Read()
    {
        reads++;
        return Task.FromResult(Value());
    }

    private static object Value() => new OrderedDictionary<string, object?> { ["value"] = 1L, ["list"] = new List<object?> { "a", 2.5, null } };

    // A bias is read for both exposures.
    private async Task<(QuantumGraph Graph, DatasetRef Bias)> GraphAsync()
    {
        var request = repository.Request(TestPipelines.Peer, "instrument='CamA' AND exposure IN (1004,1005)", "u/me/ok", "CamA/defaults");
        var graph = (await repository.Runner.BuildGraphAsync(request, TestContext.Current.CancellationToken)).Graph;
        var bias = graph.Quanta.Where(q => q.TaskLabel == "gather").SelectMany(q => q.Inputs["bias"]).GroupBy(d => d.Id).First(g => g.Count() == 2).First();
        return (graph, bias);
    }
}
