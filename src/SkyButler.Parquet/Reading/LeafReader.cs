using SkyButler.Parquet.Reading.Entries;
using SkyButler.Parquet.Reading.Plans;
using SkyButler.Parquet.Sources;

namespace SkyButler.Parquet.Reading;

/// <summary>Reads one leaf through the row groups of a plan, and says where an error came up.</summary>
internal sealed class LeafReader(IByteSource source, LeafOutput output, int fetchBytes) : IDisposable
{
    private ChunkReader? chunk;
    private int group;

    public LeafOutput Output { get; } = output;

    /// <summary>Begins with a row group.</summary>
    public void Open(GroupPlan plan)
    {
        chunk?.Dispose();
        chunk = null;
        group = plan.Number;
        var ordinal = Output.Node.Leaf!.Ordinal;
        try
        {
            chunk = new(source, plan.Group.Columns[ordinal], plan.Group.RowCount, Output, plan.Locations.GetValueOrDefault(ordinal), fetchBytes);
        }
        catch (Exception e) when (Failures.IsOfDamage(e))
        {
            throw Failure(e);
        }
    }

    /// <summary>Reads rows of the row group.</summary>
    public async ValueTask ReadAsync(long first, int count, CancellationToken cancellationToken)
    {
        try
        {
            await chunk!.ReadAsync(first, count, cancellationToken);
        }
        catch (Exception e) when (Failures.IsOfDamage(e))
        {
            throw Failure(e);
        }
    }

    public void Dispose() => chunk?.Dispose();

    private ParquetException Failure(Exception error) =>
        Failures.Damage(source.Name, $", in row group {group}, column '{Output.Node.Leaf!.DottedPath}'", error);
}
