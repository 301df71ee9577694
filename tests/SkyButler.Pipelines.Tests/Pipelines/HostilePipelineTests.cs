using System.Text;
using SkyButler.Pipelines.Contracts;
using SkyButler.Pipelines.Graphs.Selecting;
using SkyButler.Pipelines.Pipelines;
using SkyButler.Pipelines.Tests.Graphs;
using SkyButler.Tests.Shared;

namespace SkyButler.Pipelines.Tests.Pipelines;

/// <summary>Pipeline files that mean harm, or nothing: told in one line, in bounded memory and time.</summary>
public sealed class HostilePipelineTests : IDisposable
{
    private readonly TemporaryDirectory folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Aliases_that_multiply_are_refused()
    {
        var text = new StringBuilder("description: d\nparameters:\n  a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 40; i++)
            text.Append($"  a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        text.Append("tasks: {}\n");
        await RefuseAsync(text.ToString());
    }

    [Theory]
    [InlineData('[', ']')]
    [InlineData('{', '}')]
    public async Task Deep_nesting_is_refused(char open, char close) =>
        await RefuseAsync($"description: d\nparameters: {{a: {new string(open, 100_000)}{new string(close, 100_000)}}}\ntasks: {{}}\n");

    [Fact]
    public async Task Imports_that_multiply_are_refused()
    {
        for (var i = 0; i < 25; i++)
            await File.WriteAllTextAsync(folder.File($"p{i}.yaml"), $"{{description: d, imports: [p{i + 1}.yaml, p{i + 1}.yaml]}}", Token);
        await File.WriteAllTextAsync(folder.File("p25.yaml"), "{description: d, tasks: {}}", Token);
        (await Should.ThrowAsync<PipelineException>(() => new PipelineLoader().LoadAsync(folder.File("p0.yaml"), Token))).Message.ShouldContain("imports more than 2000 files");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0")]
    [InlineData("[]")]
    [InlineData("just text")]
    [InlineData("description: {a: b}\ntasks: {}")]
    [InlineData("description: d\ntasks: [a, b]")]
    [InlineData("description: d\ntasks: {a: {class: [x]}}")]
    [InlineData("description: d\ntasks: {a: {class: x, config: 3}}")]
    [InlineData("description: d\ntasks: {a: !!python/object/apply:os.system [ls]}")]
    [InlineData("description: d\nimports: {location: 3, include: {a: b}}")]
    [InlineData("description: d\ntasks: {}\nsteps: {a: b}")]
    public async Task What_is_no_pipeline_is_refused(string text) => await RefuseAsync(text);

    [Fact]
    public async Task A_file_that_was_cut_or_changed_anywhere_is_read_or_refused_and_nothing_else()
    {
        var random = new Random(10);
        var good = Encoding.UTF8.GetBytes(TestPipelines.Peer);
        for (var length = 0; length < good.Length; length++)
            await ReadOrRefuseAsync(good[..length]);
        for (var i = 0; i < 2_000; i++)
        {
            var bad = good.ToArray();
            for (var change = 0; change <= i % 4; change++)
                bad[random.Next(bad.Length)] = (byte)random.Next(256);
            await ReadOrRefuseAsync(bad);
        }
    }

    [Fact]
    public async Task Contracts_that_never_end_are_not_evaluated()
    {
        var tasks = await TestPipelines.TasksAsync("{description: d, tasks: {a: {class: peertasks.StepATask, config: {fail_on: [1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16]}}}}");
        var loops = "True";
        for (var i = 0; i < 20; i++)
            loops = $"all({loops} for x{i} in a.fail_on)";
        Problem(loops).ShouldContain("steps");
        Problem(string.Join(" or ", Enumerable.Repeat("False", 200_000))).ShouldContain("words and signs");
        Problem(new string('(', 100_000) + "1" + new string(')', 100_000)).ShouldNotBeEmpty();

        string Problem(string expression) =>
            ContractChecker.Holds(new PipelineContract(expression, null), tasks, out var problem) is null ? problem! : throw new InvalidOperationException("It was evaluated.");
    }

    [Theory]
    [InlineData('(')]
    [InlineData('~')]
    [InlineData('<')]
    public async Task Selections_that_nest_deeply_are_refused(char sign)
    {
        var tasks = await TestPipelines.TasksAsync("{description: d, tasks: {a: peertasks.StepATask}}");
        Should.Throw<PipelineException>(() => TaskSelection.Apply(tasks, [], new string(sign, 100_000))).Message.Length.ShouldBeLessThan(300_000);
    }

    private static async Task RefuseAsync(string text) =>
        (await Should.ThrowAsync<PipelineException>(() => TestPipelines.ParseAsync(text))).Message.ShouldNotContain("\n");

    private async Task ReadOrRefuseAsync(byte[] content)
    {
        var file = folder.File("pipe.yaml");
        await File.WriteAllBytesAsync(file, content, Token);
        try
        {
            await new PipelineLoader().LoadAsync(file, Token);
        }
        catch (PipelineException e)
        {
            e.Message.ShouldNotBeEmpty();
        }
    }
}
