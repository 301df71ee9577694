using SkyButler.Imaging.Fits.Tables;
using SkyButler.Imaging.Images;

namespace SkyButler.Imaging.Archives;

/// <summary>Columns of a table that may be missing in older files, and boxes spread over four of them.</summary>
internal sealed class TableColumns(FitsTable table)
{
    public int RowCount { get; } = checked((int)table.RowCount);

    public async Task<T[]> NumbersAsync<T>(string column, T missing, CancellationToken cancellationToken)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        if (table.Contains(column))
            return await table.ReadAsync<T>(column, cancellationToken).ConfigureAwait(false);
        var filled = new T[RowCount];
        filled.AsSpan().Fill(missing);
        return filled;
    }

    public async Task<string[]> StringsAsync(string column, CancellationToken cancellationToken)
    {
        if (table.Contains(column))
            return await table.ReadStringsAsync(column, cancellationToken).ConfigureAwait(false);
        return [.. Enumerable.Repeat("", RowCount)];
    }

    public async Task<double[][]> ArraysAsync(string column, CancellationToken cancellationToken)
    {
        if (table.Contains(column))
            return await table.ReadArraysAsync<double>(column, cancellationToken).ConfigureAwait(false);
        return [.. Enumerable.Repeat(Array.Empty<double>(), RowCount)];
    }

    /// <summary>Boxes from columns <c>name_min_x</c>, <c>name_extent_x</c> and so on; without them, empty ones.</summary>
    public async Task<Box2I[]> BoxesAsync(string name, CancellationToken cancellationToken)
    {
        var x = await NumbersAsync($"{name}_min_x", 0, cancellationToken).ConfigureAwait(false);
        var y = await NumbersAsync($"{name}_min_y", 0, cancellationToken).ConfigureAwait(false);
        var width = await NumbersAsync($"{name}_extent_x", 0, cancellationToken).ConfigureAwait(false);
        var height = await NumbersAsync($"{name}_extent_y", 0, cancellationToken).ConfigureAwait(false);
        return [.. Enumerable.Range(0, RowCount).Select(i => Box2I.FromSize(x[i], y[i], width[i], height[i]))];
    }

    public async Task<(double X, double Y)[]> PointsAsync(string name, CancellationToken cancellationToken)
    {
        var x = await NumbersAsync($"{name}_x", 0.0, cancellationToken).ConfigureAwait(false);
        var y = await NumbersAsync($"{name}_y", 0.0, cancellationToken).ConfigureAwait(false);
        return [.. x.Zip(y)];
    }
}
