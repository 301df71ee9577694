using SkyButler.Pipelines.Showing;

namespace SkyButler.Pipelines.Tests.Showing;

public sealed class FlowDrawingTests
{
    [Fact]
    public void Lines_part_and_join_again() => Draw(
        new('○', "raw", [1]), new('■', "first", [2]), new('○', "f", [3, 4]), new('■', "left", [5]), new('■', "right", [5]), new('■', "last", []))
        .ShouldBe(
            """
            ○  raw
            ■  first
            ○  f
            ├─╮
            ■ │  left
            │ ■  right
            ├─╯
            ■  last
            """);

    [Fact]
    public void Lines_that_go_past_others_cross_them() => Draw(
        new('○', "a", [3]), new('○', "b", [2]), new('■', "one", [4, 5]), new('■', "two", [4]), new('○', "c", []), new('○', "d", []))
        .ShouldBe(
            """
            ○  a
            │ ○  b
            │ ■  one
            │ ├─╮
            ■ │ │  two
            ├─╯ │
            ○   │  c
                ○  d
            """);

    private static string Draw(params FlowNode[] nodes) => string.Join('\n', FlowDrawing.Draw(nodes));
}
