using SkyButler.Imaging.Fits.Layout;
using SkyButler.Imaging.Fits.Sources;

namespace SkyButler.Imaging.Fits.Tables;

/// <summary>A binary table: its columns are known from the header, and rows are read when they are asked for.</summary>
public sealed partial class FitsTable
{
    private readonly IByteSource _source;
    private readonly TableLayout _layout;

    internal FitsTable(IByteSource source, TableLayout layout)
    {
        _source = source;
        _layout = layout;
        Columns = [.. layout.Columns.Select(column =>
            new FitsColumn(column.Name, column.Unit, column.Type, column.Repeat, column.IsVariable))];
    }

    /// <summary>The cards of the table's header.</summary>
    public FitsHeader Header => _layout.Hdu.Header;

    /// <summary>Number of rows.</summary>
    public long RowCount => _layout.RowCount;

    /// <summary>The columns in their order.</summary>
    public IReadOnlyList<FitsColumn> Columns { get; }

    /// <summary>Whether there is a column of this name.</summary>
    public bool Contains(string column) => _layout.Find(column) is not null;
}
