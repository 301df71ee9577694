using SkyButler.Pipelines.Configs;
using SkyButler.Pipelines.Configs.Text;
using SkyButler.Pipelines.Tasks;
using SkyButler.Pipelines.Tests.Mocks;
using SkyButler.Tests.Shared;

namespace SkyButler.Pipelines.Tests.Configs;

public sealed class ConfigWriterTests
{
    [Fact]
    public void What_is_written_reads_back_the_same()
    {
        var config = new SampleConfig();
        config.Connections.Define("inp", "name for connection inp", "raw");
        var editor = new ConfigEditor("step", config);
        var here = SourceLocation.Default;
        editor.Set("add", 9L, here);
        editor.Set("note", "it's \"quoted\"\n", here);
        editor.Set("weights", "{'a': 1e-7}", here);
        editor.Set("fail_on", "[3]", here);
        var script = OverrideScript.Parse(ConfigWriter.Write(config, "sample.tasks.SampleConfig"), "stored");
        var copy = new SampleConfig();
        copy.Connections.Define("inp", "", "");
        new ConfigEditor("step", copy).Apply(script);
        script.ClassName.ShouldBe("sample.tasks.SampleConfig");
        ConfigDifference.Between(config, copy).ShouldBeEmpty();
    }

    [Fact]
    public void Dictionaries_of_configurations_read_back_too()
    {
        var type = new TaskType(typeof(MockTask));
        var config = type.MakeConfig();
        var editor = new ConfigEditor("mock", config);
        editor.Set("inputs", new Dictionary<string, object?> { ["raw"] = new Dictionary<string, object?> { ["dataset_type_name"] = "raw_md", ["minimum"] = 2L } }, SourceLocation.Default);
        var copy = type.MakeConfig();
        new ConfigEditor("mock", copy).Apply(OverrideScript.Parse(ConfigWriter.Write(config, type.ConfigName), "stored"));
        ((MockConfig)copy).Inputs["raw"].Minimum.ShouldBe(2);
        ConfigDifference.Between(config, copy).ShouldBeEmpty();
    }

    [Fact]
    public void Differences_name_fields_and_values()
    {
        var changed = new SampleConfig();
        new ConfigEditor("step", changed).Set("nested.size", 8L, SourceLocation.Default);
        ConfigDifference.Between(new SampleConfig(), changed).ShouldBe(["nested.size: 3 -> 8"]);
    }

    [Fact]
    public void The_layout_is_that_of_the_reference()
    {
        var stored = File.ReadAllText(Directory.GetFiles(SharedFiles.Golden("runs/repo/u/me/ok"), "stepA_config*.py", SearchOption.AllDirectories).Single());
        var type = new TaskType(typeof(StepATask));
        var written = ConfigWriter.Write(type.MakeConfig(), type.ConfigName);
        // Our words for the first field are our own.
        WithoutComments(written).ShouldBe(WithoutComments(stored));
        written.ShouldEndWith("# name for connection out\nconfig.connections.out='a_out'\n\n");
    }

    private static string WithoutComments(string text) => string.Join('\n', text.Split('\n').Where(l => !l.StartsWith('#')));
}
