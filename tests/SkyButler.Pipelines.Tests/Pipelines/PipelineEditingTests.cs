using SkyButler.Pipelines.Pipelines;
using SkyButler.Pipelines.Requests;
using SkyButler.Pipelines.Tasks;
using SkyButler.Pipelines.Tests.Mocks;

namespace SkyButler.Pipelines.Tests.Pipelines;

public sealed class PipelineEditingTests
{
    private readonly TaskCatalog catalog = new([typeof(StepATask).Assembly]);

    [Fact]
    public void Changes_are_made_in_order()
    {
        var pipeline = PipelineEditing.Apply(
            new Pipeline(),
            [new AddTaskEdit("peertasks.StepATask"), new AddTaskEdit("peertasks.StepBTask", "b"), ConfigEdit.Parse("stepA:add=7"), ConfigEdit.Parse("stepA:add=8"), new DeleteTaskEdit("b")],
            catalog);
        pipeline.Tasks.Single().Label.ShouldBe("stepA");
        pipeline.Tasks.Single().Configs.Select(c => c.Values.Single().Value).ShouldBe(["7", "8"]);
    }

    [Fact]
    public void A_value_may_hold_equal_signs_colons_and_commas() => ConfigEdit.Parse("a:b.c=d=e:f,g").ShouldBe(new ConfigEdit("a", "b.c", "d=e:f,g"));

    [Theory]
    [InlineData("noColon=1")]
    [InlineData("a:noEquals")]
    [InlineData(":x=1")]
    public void Another_form_is_refused(string text) => Should.Throw<PipelineException>(() => ConfigEdit.Parse(text));

    [Fact]
    public void Parameters_are_set_by_their_own_label() =>
        PipelineEditing.Apply(new Pipeline(), [ConfigEdit.Parse("parameters:p=4")], catalog).Parameters.Single().Value.ShouldBe("4");

    [Fact]
    public void An_unknown_label_is_an_error() =>
        Should.Throw<PipelineException>(() => PipelineEditing.Apply(new Pipeline(), [ConfigEdit.Parse("nobody:p=4")], catalog))
            .Message.ShouldBe("There are no tasks labeled 'nobody' in the pipeline.");

    [Theory]
    [InlineData("p.yaml#a,b", "a,b", false)]
    [InlineData("p.yaml#a..c", "a..c", true)]
    [InlineData("p.yaml#..c", "..c", true)]
    [InlineData("p.yaml#a..", "a..", true)]
    public void A_part_is_named_after_the_sign(string location, string shown, bool isRange)
    {
        var (file, part) = PipelineFragment.Split(location);
        file.ShouldBe("p.yaml");
        part!.IsRange.ShouldBe(isRange);
        (isRange ? $"{part.From}..{part.To}" : string.Join(',', part.Labels)).ShouldBe(shown);
    }

    [Theory]
    [InlineData("p.yaml#a#b")]
    [InlineData("p.yaml#a,b..c")]
    [InlineData("p.yaml#a..b..c")]
    [InlineData("p.yaml:a")]
    public void Other_parts_are_refused(string location) => Should.Throw<PipelineException>(() => PipelineFragment.Split(location));

    [Fact]
    public void An_unknown_task_gets_a_suggestion_of_one_line() =>
        Should.Throw<UnknownTaskException>(() => catalog.Get("peertasks.StepATsk")).Message.ShouldEndWith("Did you mean 'peertasks.StepATask'?");

    [Fact]
    public void A_name_that_is_mapped_to_an_unknown_task_is_told_with_both() =>
        Should.Throw<UnknownTaskException>(() => catalog.With(_ => "peertasks.StepATsk").Get("my.Task")).Message.ShouldSatisfyAllConditions(
            m => m.ShouldContain("'my.Task'"), m => m.ShouldEndWith("Did you mean 'peertasks.StepATask'?"));

    [Fact]
    public void Configuration_maps_names_to_classes() =>
        catalog.With(n => n == "spherex.tasks.SubtractTask" ? typeof(StepBTask).FullName : null).Get("spherex.tasks.SubtractTask").ShouldSatisfyAllConditions(
            t => t.Name.ShouldBe("spherex.tasks.SubtractTask"),
            t => t.DefaultLabel.ShouldBe("subtract"),
            t => t.ConfigName.ShouldBe("spherex.tasks.StepBConfig"));
}
