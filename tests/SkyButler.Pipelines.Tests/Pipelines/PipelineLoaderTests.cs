using SkyButler.Configuration;
using SkyButler.Pipelines.Pipelines;
using SkyButler.Resources;
using SkyButler.Tests.Shared;

namespace SkyButler.Pipelines.Tests.Pipelines;

public sealed class PipelineLoaderTests : IDisposable
{
    private readonly TemporaryDirectory folder = new();
    private readonly PipelineLoader loader;

    public PipelineLoaderTests() => loader = new PipelineLoader(ConfigSources.Default with { WorkingDirectory = ResourcePath.FromLocalDirectory(folder.Path) });

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Tasks_may_be_class_names_or_mappings()
    {
        var pipeline = await ParseAsync(
            """
            description: d
            instrument: a.Cam
            parameters: {p: 3}
            tasks:
              one: a.One
              two:
                class: a.Two
                config:
                  x: 1
                  connections.inp: other
              three:
                class: a.Three
                config:
                  - file: [f.py, g.py]
                    python: |
                      config.y = 2
                  - z: [1, 2]
            subsets:
              s1: [one, two]
              s2: {subset: [three], description: the third}
            contracts:
              - one.x == two.x
              - {contract: two.y > 1, msg: why}
            steps:
              - {label: s1, dimensions: [visit]}
            """);
        pipeline.Tasks.Select(t => (t.Label, t.ClassName)).ShouldBe([("one", "a.One"), ("two", "a.Two"), ("three", "a.Three")]);
        pipeline.Find("two")!.Configs.Single().Values.Select(v => (v.Field, v.Value)).ShouldBe([("x", 1L), ("connections.inp", "other")]);
        pipeline.Find("three")!.Configs.Count.ShouldBe(2);
        pipeline.Find("three")!.Configs[0].Files.ShouldBe(["f.py", "g.py"]);
        pipeline.Expand("s1").ShouldBe(["one", "two"]);
        pipeline.Subsets[1].Description.ShouldBe("the third");
        pipeline.Contracts.Select(c => c.Message).ShouldBe([null, "why"]);
        pipeline.Steps.Single().Dimensions.ShouldBe(["visit"]);
        pipeline.Instrument.ShouldBe("a.Cam");
    }

    [Theory]
    [InlineData("tasks: {a: x.Y}", "must be declared with a description")]
    [InlineData("description: d", "needs 'tasks'")]
    [InlineData("description: d\ntasks: {parameters: x.Y}", "stands for the pipeline's parameters")]
    [InlineData("description: d\ntasks: {a: {config: {x: 1}}}", "needs a 'class'")]
    [InlineData("description: d\nsubset: {a: [b]}\ntasks: {b: x.Y}", "'subsets'")]
    [InlineData("description: d\ninherits: x.yaml", "'imports'")]
    [InlineData("description: d\ninstrument: [a, b]\ntasks: {b: x.Y}", "must be text")]
    [InlineData("description: d\ntask: {b: x.Y}", "Did you mean 'tasks'?")]
    [InlineData("description: d\ntasks: {b: x.Y}\nsubsets: {s: [c]}", "that is not in the pipeline")]
    [InlineData("description: d\ntasks: {b: x.Y}\nsubsets: {b: [b]}", "has the label of a task")]
    [InlineData("description: d\ntasks: {b: x.Y}\nsteps: [{label: s, dimensions: [visit]}]", "has no subset")]
    [InlineData("description: d\nimports: {location: a.yaml, include: x, exclude: y}", "not both")]
    public async Task Malformed_files_are_refused(string text, string reason) =>
        (await Should.ThrowAsync<PipelineException>(() => ParseAsync(text))).Message.ShouldContain(reason);

    [Fact]
    public async Task A_duplicate_key_is_an_error_with_its_line()
    {
        await File.WriteAllTextAsync(folder.File("p.yaml"), "description: d\ntasks:\n  a: x.Y\n  a: x.Z\n", TestContext.Current.CancellationToken);
        (await Should.ThrowAsync<PipelineSyntaxException>(() => loader.LoadAsync("p.yaml", TestContext.Current.CancellationToken)))
            .Message.ShouldStartWith(folder.File("p.yaml") + ":4");
    }

    [Fact]
    public async Task An_import_brings_its_tasks_and_the_document_adds_to_their_configuration()
    {
        await WriteAsync("base.yaml", "description: b\ninstrument: a.Cam\ntasks:\n  one: {class: a.One, config: {x: 1}}\n  two: a.Two\nsubsets: {s: [one, two]}\ncontracts: [two.x == 1]");
        var pipeline = await ParseAsync(
            """
            description: d
            imports:
              - location: base.yaml
                exclude: two
            tasks:
              one: {class: a.One, config: {y: 2}}
              three: a.Three
            """);
        pipeline.Tasks.Select(t => t.Label).ShouldBe(["one", "three"]);
        pipeline.Find("one")!.Configs.Single().Values.Select(v => v.Field).ShouldBe(["x", "y"]);
        pipeline.Instrument.ShouldBe("a.Cam");
        pipeline.Subsets.ShouldBeEmpty();
        pipeline.Contracts.ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_class_replaces_an_imported_task_with_its_configuration()
    {
        await WriteAsync("base.yaml", "description: b\ntasks:\n  one: {class: a.One, config: {x: 1}}");
        var pipeline = await ParseAsync("description: d\nimports: base.yaml\ntasks: {one: a.Other}");
        pipeline.Find("one")!.ClassName.ShouldBe("a.Other");
        pipeline.Find("one")!.Configs.ShouldBeEmpty();
    }

    [Fact]
    public async Task Edited_subsets_are_shortened_and_tasks_renamed()
    {
        await WriteAsync("base.yaml", "description: b\ntasks: {one: a.One, two: a.Two}\nsubsets: {s: [one, two]}");
        var pipeline = await ParseAsync(
            "description: d\nimports: {location: base.yaml, include: [one], labeledSubsetModifyMode: EDIT, rename: {one: uno}, instrument: b.Cam}");
        pipeline.Tasks.Single().Label.ShouldBe("uno");
        pipeline.Expand("s").ShouldBe(["uno"]);
        pipeline.Instrument.ShouldBe("b.Cam");
    }

    [Fact]
    public async Task Two_imports_may_not_bring_the_same_task_and_nothing_imports_itself()
    {
        await WriteAsync("base.yaml", "description: b\ntasks: {one: a.One}");
        await WriteAsync("loop.yaml", "description: b\nimports: loop.yaml");
        (await Should.ThrowAsync<PipelineException>(() => ParseAsync("description: d\nimports: [base.yaml, base.yaml]"))).Message.ShouldContain("'one'");
        (await Should.ThrowAsync<PipelineException>(() => ParseAsync("description: d\nimports: loop.yaml"))).Message.ShouldContain("imports itself");
        (await Should.ThrowAsync<PipelineException>(() => ParseAsync("description: d\nimports: nowhere.yaml"))).Message.ShouldContain("can't be read");
    }

    [Fact]
    public async Task What_is_written_reads_back_the_same()
    {
        const string text = """
            description: a description
            instrument: a.Cam
            parameters:
              p: 3
            tasks:
              one:
                class: a.One
                config:
                - x: 1
                  y: '7'
              two:
                class: a.Two
            contracts:
            - contract: one.x == 1
            subsets:
              s:
                subset:
                - one
            steps:
            - label: s
              dimensions:
              - visit

            """;
        var written = PipelineWriter.Write(await ParseAsync(text));
        PipelineWriter.Write(await ParseAsync(written)).ShouldBe(written);
        written.ShouldBe(text.ReplaceLineEndings("\n"));
    }

    private Task<Pipeline> ParseAsync(string text) => loader.ParseAsync(text, "pipe.yaml", TestContext.Current.CancellationToken);

    private Task WriteAsync(string name, string text) => File.WriteAllTextAsync(folder.File(name), text, TestContext.Current.CancellationToken);
}
