using SkyButler.Pipelines.Execution.Records;

namespace SkyButler.Pipelines.Tests.Execution;

public sealed class TaskMetadataTests
{
    [Fact]
    public void Dots_divide_groups_and_a_name_is_a_scalar_or_a_list()
    {
        var metadata = new TaskMetadata { ["a.b"] = 1 };
        metadata.Add("a.b", 2);
        metadata["a.c"] = "x";
        metadata["a.b"].ShouldBe(2L);
        metadata.GetList("a.b").ShouldBe([1L, 2L]);
        metadata.GetList("a.c").ShouldBe(["x"]);
        metadata["a.b"] = 3.5;
        metadata.GetList("a.b").ShouldBe([3.5]);
        metadata["a.none"].ShouldBeNull();
        metadata["none.b"].ShouldBeNull();
    }

    [Fact]
    public void The_layout_has_three_parts_and_reads_back()
    {
        var metadata = new TaskMetadata { ["n"] = double.NaN, ["flag"] = true };
        metadata.Add("times", 1.5);
        metadata["sub.text"] = "t";
        var plain = metadata.ToPlain();
        plain.Keys.ShouldBe(["scalars", "arrays", "metadata"]);
        var read = TaskMetadata.FromPlain(plain);
        read["n"].ShouldBe(double.NaN);
        read["flag"].ShouldBe(true);
        read.GetList("times").ShouldBe([1.5]);
        read["sub.text"].ShouldBe("t");
    }

    [Fact]
    public void Other_values_are_refused() =>
        Should.Throw<PipelineException>(() => new TaskMetadata { ["x"] = new object() }).Message.ShouldBe("Metadata 'x' takes numbers, texts and truth values, not Object.");
}
