using SkyButler.Pipelines.Configs;
using SkyButler.Pipelines.Configs.Selections;
using SkyButler.Pipelines.Configs.Text;

namespace SkyButler.Pipelines.Tests.Configs.Selections;

/// <summary>Fields that choose among kinds of configurations, are retargeted, or hold named configurations.</summary>
public sealed class SelectionTests
{
    private static readonly SourceLocation Here = new("pipe.yaml", 12);
    private readonly ChoosingConfig config = new();
    private readonly ConfigEditor editor;

    public SelectionTests() => editor = new ConfigEditor("step", config);

    [Fact]
    public void A_kind_is_chosen_by_name_and_every_kind_keeps_its_settings()
    {
        editor.Set("background['spline'].order", "5", Here);
        editor.Set("background['median'].width", "7", Here);
        ((MedianConfig)config.Background.Active).Width.ShouldBe(7);
        editor.Set("background.name", "spline", Here);
        config.Background.Name.ShouldBe("spline");
        ((SplineConfig)config.Background.Active).Order.ShouldBe(5);
        editor.Set("background", "median", Here);
        ((MedianConfig)config.Background.Active).Width.ShouldBe(7);
    }

    [Theory]
    [InlineData("background.name", "splin", "'splin' is none of median, spline Did you mean 'spline'?")]
    [InlineData("background['medan'].width", "3", "Did you mean 'median'?")]
    [InlineData("background['median'].wdth", "3", "Did you mean 'width'?")]
    [InlineData("background['median'].width", "1000", "[1,100)")]
    [InlineData("measurements.names", "[spline, other]", "'other' is none of")]
    [InlineData("smoother.target", "algorithms.Splin", "Did you mean 'algorithms.Spline'?")]
    [InlineData("smoother", "algorithms.Spline", "set its 'target'")]
    [InlineData("smoother.order", "2", "no configuration field 'smoother.order'")]
    public void What_there_is_not_is_refused_with_its_place(string field, string value, string message)
    {
        var error = Should.Throw<TaskConfigException>(() => editor.Set(field, value, Here));
        error.Message.ShouldContain(message);
        error.Message.ShouldContain("pipe.yaml:12");
    }

    [Fact]
    public void Only_what_is_chosen_is_validated()
    {
        editor.Set("background['spline'].order", "5", Here);
        editor.Set("smoother.width", "9", Here);
        new ConfigEditor("step", config).Validate();
        editor.Set("background.name", "spline", Here);
        Should.Throw<TaskConfigException>(editor.Validate).Message.ShouldContain("'background['spline']': an order above 3 needs an anchor");
    }

    [Fact]
    public void Another_target_has_its_own_settings()
    {
        editor.Set("smoother.width", "9", Here);
        editor.Apply(OverrideScript.Parse("config.smoother.retarget(target=algorithms.Spline, ConfigClass=algorithms.SplineConfig)\nconfig.smoother.order=3", "over.py"));
        config.Smoother.Target.ShouldBe("algorithms.Spline");
        ((SplineConfig)config.Smoother.Value).Order.ShouldBe(3);
        editor.Set("smoother.target", "algorithms.Median", Here);
        ((MedianConfig)config.Smoother.Value).Width.ShouldBe(3);
    }

    [Fact]
    public void Actions_are_added_set_and_taken_away()
    {
        editor.Apply(OverrideScript.Parse(
            """
            config.actions.second = algorithms.Spline()
            config.actions.second.order = 1
            config.actions.first.width = 5
            """, "over.py"));
        config.Actions.Values.Keys.ShouldBe(["first", "second"]);
        ((SplineConfig)config.Actions.Values["second"]).Order.ShouldBe(1);
        editor.Apply(OverrideScript.Parse("del config.actions.first", "over.py"));
        config.Actions.Values.Keys.ShouldBe(["second"]);
        editor.Apply(OverrideScript.Parse("config.actions = None", "over.py"));
        config.Actions.Values.ShouldBeEmpty();
        Should.Throw<TaskConfigException>(() => editor.Apply(OverrideScript.Parse("config.actions.x = algorithms.Nothing()", "over.py"))).Message.ShouldContain("over.py:1");
    }

    [Fact]
    public void What_is_written_reads_back_to_the_same()
    {
        editor.Set("background['spline'].order", "3", Here);
        editor.Set("background['spline'].anchor", "a.b['c']", Here);
        editor.Set("measurements.names", "[spline, median]", Here);
        editor.Set("smoother.target", "algorithms.Spline", Here);
        editor.Apply(OverrideScript.Parse("config.actions.second = algorithms.Spline()\nconfig.actions.second.order = 1", "over.py"));
        var text = ConfigWriter.Write(config, "sample.tasks.ChoosingConfig");
        text.ShouldContain("config.background['spline'].order=3\n");
        text.ShouldContain("config.background.name='median'\n");
        text.ShouldContain("config.measurements.names=['spline', 'median']\n");
        text.ShouldContain("config.smoother.retarget(target=algorithms.Spline, ConfigClass=algorithms.SplineConfig)\n");
        text.ShouldContain("config.actions=None\nconfig.actions.first=algorithms.Median()\n");
        var again = new ChoosingConfig();
        new ConfigEditor("step", again).Apply(OverrideScript.Parse(text, "stored.py"));
        ConfigWriter.Write(again, "sample.tasks.ChoosingConfig").ShouldBe(text);
        ConfigDifference.Between(config, again).ShouldBeEmpty();
        editor.Set("measurements['median'].width", "4", Here);
        ConfigDifference.Between(again, config).ShouldBe(["measurements['median'].width: 3 -> 4"]);
    }

    [Fact]
    public void Lists_and_dictionaries_are_edited_in_place_and_history_knows_each_edit()
    {
        editor.Apply(OverrideScript.Parse(
            """
            config.names.append('c')
            config.names.extend(['d', 'e'])
            config.names.insert(0, 'z')
            config.names.remove('b')
            config.names[1] = 'A'
            del config.names[-1]
            config.groups['g'].append(3)
            config.groups['h'] = [4]
            config.weights['y'] = 2
            config.weights.update({'w': 3, 'x': 4})
            del config.weights['y']
            """, "over.py"));
        config.Names.ShouldBe(["z", "A", "c", "d"]);
        config.Weights.OrderBy(w => w.Key).ShouldBe([new("w", 3), new("x", 4)]);
        config.Groups.OrderBy(g => g.Key).Select(g => string.Join(',', g.Value)).ShouldBe(["1,2,3", "4"]);
        editor.History.Count.ShouldBe(11);
        editor.History[2].ShouldBe(new ConfigAssignment("names", "insert(0, 'z')", new SourceLocation("over.py", 3)));
    }

    [Theory]
    [InlineData("config.names.remove('q')", "no element 'q'")]
    [InlineData("config.names[7] = 'x'", "2 elements, and none at 7")]
    [InlineData("config.names.append(3)", "it takes text")]
    [InlineData("config.names.append('x', 'y')", "can't be edited by append")]
    [InlineData("del config.weights['q']", "it has no 'q'")]
    [InlineData("config.weights.update({'q': 'w'})", "it takes a number")]
    [InlineData("config.saveLogOutput.append(1)", "neither a list nor a dictionary")]
    [InlineData("del config.names", "only elements and members")]
    [InlineData("config.names.sort()", "not understood")]
    [InlineData("config.background['median'].append(3)", "it is a choice")]
    [InlineData("config.weights['x'].update({'q': 1})", "neither a list nor a dictionary")]
    [InlineData("config.groups['q'].append(1)", "it has no 'q'")]
    public void Edits_that_do_not_fit_are_refused(string statement, string message) =>
        Should.Throw<TaskConfigException>(() => editor.Apply(OverrideScript.Parse(statement, "over.py"))).Message.ShouldContain(message);

    [Fact]
    public void A_configuration_that_was_checked_is_frozen()
    {
        editor.Validate();
        Should.Throw<TaskConfigException>(() => editor.Set("background.name", "spline", Here)).Message.ShouldContain("is frozen");
        config.Background.Name.ShouldBe("median");
    }

    [Fact]
    public void A_name_is_registered_once() =>
        Should.Throw<TaskConfigException>(() => new ConfigRegistry<AlgorithmConfig>().Add<MedianConfig>("a", "").Add<SplineConfig>("a", "")).Message.ShouldContain("'a'");
}
