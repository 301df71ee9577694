using SkyButler.Pipelines.Configs;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Tests.Graphs;
using SkyButler.Pipelines.Tests.Mocks;
using SkyButler.Tests.Shared;

namespace SkyButler.Pipelines.Tests.Configs;

/// <summary>Override files that load others.</summary>
public sealed class LoadedOverridesTests : IDisposable
{
    private readonly TemporaryDirectory folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("config.load('sub/inner.py')")]
    [InlineData("import os\nconfig.load(os.path.join(os.path.dirname(__file__), 'sub', 'inner.py'))")]
    public async Task A_file_is_loaded_as_seen_from_the_one_that_names_it_and_history_tells_it(string load)
    {
        Directory.CreateDirectory(folder.File("sub"));
        Write("sub/inner.py", "config.add = 11\nconfig.load('deeper.py')");
        Write("sub/deeper.py", "config.fail_on.append(3)");
        var task = await TaskAsync(Write("outer.py", $"{load}\nconfig.fail_on.append(4)"));
        ((StepAConfig)task.Config).Add.ShouldBe(11);
        ((StepAConfig)task.Config).FailOn.ShouldBe([3L, 4L]);
        task.ConfigHistory[0].Location.ToString().ShouldBe("sub/inner.py:1");
    }

    [Theory]
    [InlineData("config.load('outer.py')", "perhaps in a circle")]
    [InlineData("config.load('https://somewhere/else.py')", "outer.py:1: 'https://somewhere/else.py' does not lie on this machine")]
    [InlineData("config.load('missing.py')", "can't be read")]
    [InlineData("config.load(getPath())", "not understood")]
    public async Task What_can_not_be_loaded_is_told(string load, string message) =>
        (await Should.ThrowAsync<TaskConfigException>(() => TaskAsync(Write("outer.py", load)))).Message.ShouldContain(message);

    [Fact]
    public async Task Files_that_load_one_another_many_times_over_are_refused()
    {
        for (var i = 0; i < 18; i++)
            Write($"f{i}.py", $"config.load('f{i + 1}.py')\nconfig.load('f{i + 1}.py')");
        Write("f18.py", "config.add = 1");
        (await Should.ThrowAsync<TaskConfigException>(() => TaskAsync(folder.File("f0.py")))).Message.ShouldContain("more than 1000 configuration files");
    }

    [Fact]
    public async Task Files_beyond_reason_are_refused()
    {
        (await Should.ThrowAsync<TaskConfigException>(() => TaskAsync(Write("outer.py", "config.load('/dev/zero')")))).Message.ShouldContain("can't be read");
        Write("large.py", new string('#', 17 << 20));
        (await Should.ThrowAsync<TaskConfigException>(() => TaskAsync(Write("outer.py", "config.load('large.py')")))).Message.ShouldContain("bytes that are allowed");
    }

    private string Write(string name, string text)
    {
        File.WriteAllText(folder.File(name), text);
        return folder.File(name);
    }

    private static async Task<TaskNode> TaskAsync(string file)
    {
        var pipeline = $"{{description: d, tasks: {{a: {{class: peertasks.StepATask, config: {{file: '{file}'}}}}}}}}";
        return (await TestPipelines.TasksAsync(pipeline)).Tasks[0];
    }
}
