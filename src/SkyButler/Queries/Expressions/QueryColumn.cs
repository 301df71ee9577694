using SkyButler.Dimensions;
using SkyButler.Dimensions.Records;

namespace SkyButler.Queries.Expressions;

/// <summary>A column that a question refers to, wherever in the database it comes from.</summary>
/// <param name="Type">Type of its values.</param>
internal abstract record QueryColumn(ScalarType Type)
{
    /// <summary>The name by which a condition refers to it.</summary>
    public abstract string QualifiedName { get; }

    /// <inheritdoc />
    public sealed override string ToString() => QualifiedName;

    /// <summary>The value of a dimension, whichever table has it.</summary>
    internal sealed record Key(DimensionElement Dimension) : QueryColumn(ScalarTypes.Of(Dimension.PrimaryKey?.Type ?? ColumnType.Int))
    {
        public override string QualifiedName => Dimension.Name;
    }

    /// <summary>A field of an element that is not the value of a dimension.</summary>
    internal sealed record Field(DimensionElement Element, DimensionRecordField Definition) : QueryColumn(ScalarTypes.Of(Definition.Type))
    {
        public override string QualifiedName => $"{Element.Name}.{Definition.Name}";

        public bool Equals(Field? other) => other is not null && other.Element == Element && other.Definition.Name == Definition.Name;

        public override int GetHashCode() => HashCode.Combine(Element.Name, Definition.Name);
    }

    /// <summary>A field of the datasets of one search.</summary>
    internal sealed record Dataset(string DatasetType, DatasetField Member) : QueryColumn(Member.Type())
    {
        public override string QualifiedName => $"{DatasetType}.{Member.Name()}";
    }

    /// <summary>The key of the run that holds the datasets of one search; its name is looked up afterwards.</summary>
    internal sealed record RunKey(string DatasetType) : QueryColumn(ScalarType.Int)
    {
        public override string QualifiedName => $"{DatasetType}.run";
    }
}
