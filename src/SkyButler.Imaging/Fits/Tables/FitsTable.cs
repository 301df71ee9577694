using System.Numerics;
using System.Text;
using SkyButler.Imaging.Fits.Layout;
using SkyButler.Imaging.Fits.Sources;

namespace SkyButler.Imaging.Fits.Tables;

/// <summary>A binary table that is read column by column. Names are matched without regard to case.</summary>
public sealed partial class FitsTable
{
    private readonly IByteSource _source;
    private readonly TableLayout _layout;
    private readonly ColumnReader _reader;

    internal FitsTable(IByteSource source, TableLayout layout, FitsReadLimits limits)
    {
        _source = source;
        _layout = layout;
        _reader = new ColumnReader(source, layout, limits);
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

    /// <summary>One number for each row, with TSCALn and TZEROn applied.</summary>
    /// <exception cref="ImagingException">There is no such column, it doesn't hold one number a row, or one doesn't fit the type.</exception>
    public async Task<T[]> ReadAsync<T>(string column, CancellationToken cancellationToken = default)
        where T : unmanaged, INumber<T>
    {
        var arrays = await ReadArraysAsync<T>(column, cancellationToken).ConfigureAwait(false);
        return Array.ConvertAll(arrays, array => array.Length == 1
            ? array[0]
            : throw _layout.Hdu.Error($"column {column} holds {array.Length} numbers in a row, not one: read arrays"));
    }

    /// <summary>An array of numbers for each row; of variable length if the column is.</summary>
    /// <exception cref="ImagingException">There is no such column, it doesn't hold numbers, or one doesn't fit the type.</exception>
    public Task<T[][]> ReadArraysAsync<T>(string column, CancellationToken cancellationToken = default)
        where T : unmanaged, INumber<T>
    {
        var found = Require(column, "BIJKED", "numbers");
        return _reader.ReadAsync(found, bytes => ColumnNumbers.Decode<T>(found, bytes), cancellationToken);
    }

    /// <summary>A text for each row, without trailing blanks. Bytes that aren't ASCII are taken as Latin-1.</summary>
    /// <exception cref="ImagingException">There is no such column, or it doesn't hold text.</exception>
    public Task<string[]> ReadStringsAsync(string column, CancellationToken cancellationToken = default) =>
        _reader.ReadAsync(Require(column, "A", "text"), bytes =>
        {
            int end = bytes.IndexOf((byte)0);
            return Encoding.Latin1.GetString(end < 0 ? bytes : bytes[..end]).TrimEnd(' ');
        }, cancellationToken);

    /// <summary>An array of truth values for each row, from bits or from T and F.</summary>
    /// <exception cref="ImagingException">There is no such column, or it holds neither bits nor truth values.</exception>
    public Task<bool[][]> ReadFlagsAsync(string column, CancellationToken cancellationToken = default)
    {
        var found = Require(column, "LX", "truth values");
        return _reader.ReadAsync(found, bytes => ColumnNumbers.DecodeFlags(found, bytes), cancellationToken);
    }

    private ColumnLayout Require(string column, string types, string wanted)
    {
        var found = _layout.Find(column) ?? throw _layout.Hdu.Error(
            $"the table has no column '{column}'{Suggestion.For(column, _layout.Columns.Select(other => other.Name))}");
        return types.Contains(found.Type, StringComparison.Ordinal)
            ? found
            : throw _layout.Hdu.Error($"column {found.Name} of type {found.Type} doesn't hold {wanted}");
    }
}
