using SkyButler.Pipelines.Execution;
using SkyButler.Pipelines.Quanta;
using SkyButler.Pipelines.Requests;

namespace SkyButler.Pipelines.Tests.Execution;

/// <summary>An order that somebody wants besides that which datasets ask for.</summary>
public sealed class ExecutionOrderTests : IDisposable
{
    private readonly MixedRepository repository = new();

    public void Dispose() => repository.Dispose();

    [Fact]
    public async Task Quanta_run_in_the_order_that_a_class_gives_them()
    {
        var result = await RunAsync(typeof(Backwards).FullName!);
        result.ExitCode.ShouldBe(0);
        result.Quanta.Select(q => q.DataId["detector"].Number).ShouldBe([3L, 2L, 1L, 0L]);
    }

    [Theory]
    [InlineData(typeof(Circle), "Updated execution graph has dependency cycle: first {")]
    [InlineData(typeof(MixedRepository), "puts nothing in order")]
    [InlineData(null, "There is no class 'no.Such' here (--graph-fixup)")]
    public async Task What_puts_nothing_in_order_is_refused(Type? type, string message) =>
        (await Should.ThrowAsync<PipelineException>(() => RunAsync(type?.FullName ?? "no.Such"))).Message.ShouldContain(message);

    private Task<RunResult> RunAsync(string name)
    {
        var graph = repository.Request(RetryTests.One, "instrument='CamA' AND exposure=1004", "u/me/ok", "CamA/defaults");
        return repository.Runner.RunAsync(new RunRequest { Graph = graph, RegisterDatasetTypes = true, GraphFixup = name }, TestContext.Current.CancellationToken);
    }

    public sealed class Backwards : IExecutionOrder
    {
        public IEnumerable<(Quantum Before, Quantum After)> Order(QuantumGraph graph)
        {
            var quanta = graph.Quanta.ToList();
            return quanta.Skip(1).Zip(quanta);
        }
    }

    public sealed class Circle : IExecutionOrder
    {
        public IEnumerable<(Quantum Before, Quantum After)> Order(QuantumGraph graph)
        {
            var quanta = graph.Quanta.ToList();
            return quanta.Zip(quanta.Skip(1).Append(quanta[0]));
        }
    }
}
