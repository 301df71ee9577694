using SkyButler.Pipelines.Configs;
using SkyButler.Pipelines.Configs.Text;
using SkyButler.Pipelines.Connections.Errors;
using SkyButler.Pipelines.Tests.Graphs;

namespace SkyButler.Pipelines.Tests.Programs;

/// <summary>What is wrong with the configuration of a program is told when the pipeline is loaded, with the line.</summary>
public sealed class ProgramConfigTests
{
    private const string Head = """
        description: a program
        tasks:
          work:
            class: skybutler.ProgramTask
            config:
              dimensions: [exposure, detector]
              inputs:
                frame: {storage_class: Thing}
                bias: {storage_class: Thing, minimum: 0}
                many: {storage_class: Thing, multiple: true}
              outputs:
                thing:
                  storage_class: Thing
                  file: out.dat
              command:
                - sex

        """;

    [Theory]
    [InlineData("        - '{in:fram}'", 17, "there is no input 'fram'. Did you mean 'frame'?")]
    [InlineData("        - '{out:other}'", 17, "there is no output 'other'")]
    [InlineData("        - '{imput:frame}'", 17, "there is no placeholder '{imput:frame}'")]
    [InlineData("        - '{in:bias}'", 17, "may be absent")]
    [InlineData("        - '-m={in:many}'", 17, "may be several files")]
    [InlineData("        - '{in:frame'", 17, "without its other half")]
    [InlineData("        - 010", 17, "is no text; write it in quotes")]
    [InlineData("        - x\n        - [-b, 1.50]", 18, "is no text; write it in quotes")]
    [InlineData("        - {each: none, arguments: [x]}", 17, "there is no input 'none'")]
    [InlineData("        - a: b", 17, "two keys")]
    [InlineData("      timeout: -1", 17, "(0,")]
    [InlineData("      successCodes: [0, 256]", 17, "256 is no exit code")]
    [InlineData("      env:\n        A: '{nothing}'", 18, "there is no placeholder")]
    [InlineData("      lists:\n        one: {input: fram}", 18, "there is no input 'fram'")]
    [InlineData("      stdout: ../x", 17, "no path below")]
    [InlineData("      stdin: '{id:detector}'", 17, "may name any file")]
    [InlineData("      keep: sometimes", 17, "is none of Never, OnFailure, Always")]
    [InlineData("      comand: x", 17, "Did you mean 'command'?")]
    public async Task Errors_name_the_line(string text, int line, string message)
    {
        var error = await Should.ThrowAsync<TaskConfigException>(() => TestPipelines.TasksAsync(Head + text));
        error.Message.ShouldContain(message);
        error.Message.ShouldContain($"(pipe.yaml:{line})");
        error.Message.ShouldNotContain("\n");
    }

    [Theory]
    [InlineData("frame: {storage_class: Thing}", "frame: {storage_clas: Thing}", 8, "there is no field 'storage_clas'. Did you mean 'storage_class'?")]
    [InlineData("frame: {storage_class: Thing}", "frame: {storage_class: Thing, access: url}", 8, "is none of Auto, Path, Copy, Uri")]
    [InlineData("frame: {storage_class: Thing}", "frame: {}", 8, "needs a 'storage_class'")]
    [InlineData("file: out.dat", "file: ../out.dat", 14, "no path below the quantum's directory")]
    [InlineData("file: out.dat", "file: '{in:frame}'", 14, "can't stand in the name of a file")]
    [InlineData("          file: out.dat\n", "", 12, "needs a 'file'")]
    public async Task Errors_within_connections_name_the_line(string old, string text, int line, string message)
    {
        var error = await Should.ThrowAsync<TaskConfigException>(() => TestPipelines.TasksAsync(Head.Replace(old, text, StringComparison.Ordinal)));
        error.Message.ShouldContain(message);
        error.Message.ShouldContain($"(pipe.yaml:{line})");
    }

    [Fact]
    public async Task The_configuration_is_the_same_after_it_was_stored()
    {
        var tasks = await TestPipelines.TasksAsync(Head + "        - ['-b', '{in:bias}', \"it's\"]\n        - {each: many, arguments: ['{path}']}\n      env: {A: \"x 'y' \\\"z\\\"\"}");
        var config = tasks["work"].Config;
        var stored = ConfigWriter.Write(config, tasks["work"].Type.ConfigName);
        var copy = tasks["work"].Type.MakeConfig();
        var editor = new ConfigEditor("work", copy);
        editor.Apply(OverrideScript.Parse(stored, "stored"));
        editor.Validate();
        ConfigWriter.Write(copy, tasks["work"].Type.ConfigName).ShouldBe(stored);
        ConfigDifference.Between(config, copy).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("'-q {id:visit}'", "asks for 'visit'")]
    [InlineData("'-q {rec:detector.full_nam}'", "Did you mean 'full_name'?")]
    [InlineData("'-q {rec:patch.cell_x}'", "asks for a record of 'patch'")]
    public async Task Names_of_dimensions_are_checked_when_the_graph_is_built(string argument, string message)
    {
        using var repository = await ProgramRepository.MakeAsync();
        var request = repository.Request(repository.Pipeline($"command: \"cat {argument}\"")).Graph;
        (await Should.ThrowAsync<ConnectionException>(() => repository.Survey.Runner.BuildGraphAsync(request, TestContext.Current.CancellationToken))).Message.ShouldContain(message);
    }
}
