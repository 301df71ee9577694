using SkyButler.Pipelines.Configs;
using SkyButler.Pipelines.Configs.Text;

namespace SkyButler.Pipelines.Tests.Configs;

public sealed class ConfigEditorTests
{
    private static readonly SourceLocation Here = new("pipe.yaml", 12);
    private readonly SampleConfig config = new();
    private readonly ConfigEditor editor;

    public ConfigEditorTests()
    {
        config.Connections.Define("inp", "name for connection inp", "raw");
        editor = new ConfigEditor("step", config);
    }

    [Fact]
    public void Values_are_taken_as_the_field_wants_them()
    {
        editor.Set("add", "7", Here);
        editor.Set("fraction", "0", Here);
        editor.Set("note", "5", Here);
        editor.Set("fail_on", "1,2", Here);
        editor.Set("weights", "{'a': 1, 'b': 2.5}", Here);
        editor.Set("nested.size", 4L, Here);
        editor.Set("nested.names", "[x, y]", Here);
        editor.Set("connections.inp", "other", Here);
        config.Add.ShouldBe(7);
        config.Fraction.ShouldBe(0);
        config.Note.ShouldBe("5");
        config.FailOn.ShouldBe([1L, 2L]);
        config.Weights["b"].ShouldBe(2.5);
        config.Nested.Size.ShouldBe(4);
        config.Nested.Names.ShouldBe(["x", "y"]);
        config.Connections["inp"].ShouldBe("other");
    }

    [Fact]
    public void An_integer_field_takes_no_fraction_and_the_message_says_where() =>
        Should.Throw<TaskConfigException>(() => editor.Set("add", "7.5", Here)).Message
            .ShouldBe("step: the configuration field 'add' can't be 7.5 (pipe.yaml:12): it takes an integer, not 7.5.");

    [Fact]
    public void A_boolean_field_takes_no_number() => Should.Throw<TaskConfigException>(() => editor.Set("flag", 1L, Here)).Message.ShouldContain("True or False");

    [Fact]
    public void An_unknown_field_gets_a_suggestion() =>
        Should.Throw<TaskConfigException>(() => editor.Set("nested.nams", "1", Here)).Message
            .ShouldBe("step: there is no configuration field 'nested.nams' (pipe.yaml:12). Did you mean 'names'?");

    [Theory]
    [InlineData("1")]
    [InlineData("-0.1")]
    public void A_range_has_its_lower_limit_and_not_its_upper(string value) =>
        Should.Throw<TaskConfigException>(() => editor.Set("fraction", value, Here)).Message.ShouldContain("[0,1)");

    [Fact]
    public void A_choice_takes_what_is_allowed()
    {
        editor.Set("direction", "down", Here);
        Should.Throw<TaskConfigException>(() => editor.Set("direction", "dowm", Here)).Message.ShouldContain("Did you mean 'down'?");
        config.Direction.ShouldBe("down");
    }

    [Fact]
    public void None_is_for_optional_fields()
    {
        editor.Set("note", "x", Here);
        editor.Set("note", "None", Here);
        config.Note.ShouldBeNull();
        Should.Throw<TaskConfigException>(() => editor.Set("add", "None", Here)).Message.ShouldContain("None is not allowed");
    }

    [Fact]
    public void A_list_keeps_to_its_length() =>
        Should.Throw<TaskConfigException>(() => editor.Set("nested.names", "a,b,c,d", Here)).Message.ShouldContain("4 elements");

    [Fact]
    public void Validation_covers_the_whole()
    {
        editor.Set("add", -1L, Here);
        editor.Set("flag", true, Here);
        Should.Throw<TaskConfigException>(editor.Validate).Message.ShouldBe("The configuration of task 'step' is not valid: add must not be negative with flag.");
    }

    [Fact]
    public void History_knows_where_values_came_from()
    {
        editor.Set("add", "7", Here);
        editor.Set("add", "8", SourceLocation.CommandLine);
        editor.History.ShouldBe([new ConfigAssignment("add", "7", Here), new ConfigAssignment("add", "8", SourceLocation.CommandLine)]);
    }

    [Fact]
    public void Statements_of_an_override_file_are_applied()
    {
        editor.Apply(OverrideScript.Parse(
            """
            # comments and imports are passed over
            import os
            from math import pi
            config.add = 11   # like this
            config.nested.names = [
                "x",
                'y']
            config.connections.inp = 'z'
            """, "over.py"));
        config.Add.ShouldBe(11);
        config.Nested.Names.ShouldBe(["x", "y"]);
        config.Connections["inp"].ShouldBe("z");
    }

    [Theory]
    [InlineData("config.add = 1\nfor i in range(3):\n    config.add += i", "over.py:2")]
    [InlineData("\n\nconfig.add = os.getpid()", "over.py:3")]
    [InlineData("config.add == 3", "over.py:1")]
    public void Statements_that_are_not_understood_are_refused_with_their_line(string text, string location) =>
        Should.Throw<TaskConfigException>(() => OverrideScript.Parse(text, "over.py")).Message.ShouldStartWith(location);
}
