using SkyButler.Parquet.Schemas;
using SkyButler.Parquet.Schemas.Elements;

namespace SkyButler.Parquet.Tests.Layouts;

/// <summary>Layouts of lists and maps that writers have used, from the format's page on logical types.</summary>
public sealed class SchemaTreeTests
{
    private const int List = 3;
    private const int MapKeyValue = 2;

    [Fact]
    public void A_repeated_value_is_a_required_list() =>
        Read(Leaf("num", Repetition.Repeated)).ShouldBe("list<int32> not null num");

    [Fact]
    public void A_list_of_two_layers_has_required_elements() =>
        Read(Group("l", Repetition.Optional, 1, List), Leaf("element", Repetition.Repeated)).ShouldBe("list<int32> l");

    [Fact]
    public void A_repeated_group_of_several_fields_is_the_element() =>
        Read(Group("l", Repetition.Optional, 1, List), Group("element", Repetition.Repeated, 2), Leaf("a", Repetition.Required), Leaf("b", Repetition.Optional))
            .ShouldBe("list<struct<int32 not null a, int32 b>> l");

    [Theory]
    [InlineData("array")]
    [InlineData("l_tuple")]
    public void A_repeated_group_of_a_telling_name_is_the_element(string name) =>
        Read(Group("l", Repetition.Optional, 1, List), Group(name, Repetition.Repeated, 1), Leaf("a", Repetition.Required)).ShouldBe("list<struct<int32 not null a>> l");

    [Fact]
    public void A_repeated_list_is_the_element() =>
        Read(Group("l", Repetition.Optional, 1, List), Group("array", Repetition.Repeated, 1, List), Leaf("array", Repetition.Repeated)).ShouldBe("list<list<int32>> l");

    [Fact]
    public void A_list_of_three_layers_may_call_them_anything() =>
        Read(Group("l", Repetition.Optional, 1, List), Group("bag", Repetition.Repeated, 1), Leaf("item", Repetition.Optional)).ShouldBe("list<int32> l");

    [Fact]
    public void A_map_may_be_said_by_its_older_name()
    {
        var schema = Tree(Group("m", Repetition.Optional, 1, MapKeyValue), Group("map", Repetition.Repeated, 2), Leaf("k", Repetition.Required), Leaf("v", Repetition.Optional));
        schema["m"].Kind.ShouldBe(FieldKind.Map);
        schema.Leaves[1].Path.ShouldBe(["m", "map", "v"]);
        (schema.Leaves[1].MaximumDefinition, schema.Leaves[1].MaximumRepetition).ShouldBe((3, 1));
    }

    [Fact]
    public void Too_deep_a_schema_is_refused()
    {
        var elements = Enumerable.Repeat(Group("g", Repetition.Optional, 1), 1000).Append(Leaf("v", Repetition.Optional)).ToArray();
        Should.Throw<ParquetFormatException>(() => Tree(elements)).Message.ShouldContain("nested more than");
    }

    [Fact]
    public void A_schema_that_ends_too_early_is_refused() =>
        Should.Throw<ParquetFormatException>(() => Tree(Group("g", Repetition.Optional, 7), Leaf("v", Repetition.Optional)));

    private static string Read(params SchemaElement[] elements) => Tree(elements).Fields[0].ToString();

    private static ParquetSchema Tree(params SchemaElement[] elements) => SchemaTree.Read([new() { Name = "root", ChildCount = 1 }, .. elements]);

    private static SchemaElement Leaf(string name, Repetition repetition) => new() { Name = name, Type = PhysicalType.Int32, Repetition = repetition };

    private static SchemaElement Group(string name, Repetition repetition, int children, int? converted = null) =>
        new() { Name = name, Repetition = repetition, ChildCount = children, ConvertedType = converted };
}
