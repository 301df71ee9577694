using SkyButler.Dimensions;
using SkyButler.Queries.Expressions;

namespace SkyButler.Queries.Plans.Joins;

/// <summary>Something with regions or times in a query: a family of elements, or a search of calibrations.</summary>
/// <param name="Name">The family's, or the dataset type's.</param>
/// <param name="Best">The finest element of the family; null for calibrations.</param>
internal sealed record FamilyNode(string Name, DimensionElement? Best)
{
    public bool IsCalibration => Best is null;

    /// <summary>The timespan of this node.</summary>
    public Scalar Timespan => new Scalar.Reference(Best is null
        ? new QueryColumn.Dataset(Name, DatasetField.Timespan)
        : new QueryColumn.Field(Best, Best.Schema.Fields[Best.Schema.TimespanIndex]));

    /// <inheritdoc />
    public override string ToString() => Best?.Name ?? Name;
}
