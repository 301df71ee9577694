using SkyButler.Resources.Durability;

namespace SkyButler.Resources.Tests.Durability;

public sealed class FaultPlanTests
{
    [Fact]
    public void Without_a_text_there_is_no_plan()
    {
        FaultPlan.Parse(null).ShouldBeNull();
        FaultPlan.Parse("").ShouldBeNull();
    }

    [Fact]
    public void A_fault_comes_at_the_planned_hit_and_only_there()
    {
        var plan = FaultPlan.Parse("a.b:3:throw, c:1:throw")!;
        plan.Hit("a.b");
        plan.Hit("x");
        plan.Hit("a.b");
        Should.Throw<ResourceException>(() => plan.Hit("a.b")).Message.ShouldContain("a.b");
        plan.Hit("a.b");
        Should.Throw<ResourceException>(() => plan.Hit("c"));
    }

    [Fact]
    public void A_fault_can_be_planned_by_counting_all_places()
    {
        var plan = FaultPlan.Parse("*:3:throw")!;
        plan.Hit("a");
        plan.Hit("b");
        Should.Throw<ResourceException>(() => plan.Hit("c"));
        plan.Hit("d");
        plan.Count.ShouldBe(4);
    }
}
