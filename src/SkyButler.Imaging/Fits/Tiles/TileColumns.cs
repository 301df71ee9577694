using SkyButler.Imaging.Fits.Layout;

namespace SkyButler.Imaging.Fits.Tiles;

/// <summary>The columns of a compressed image's table that matter.</summary>
internal sealed record TileColumns(
    IReadOnlyList<(ColumnLayout Column, TileStorage Storage)> Data, ColumnLayout? Scale, ColumnLayout? Zero, ColumnLayout? Blank)
{
    public static TileColumns Of(TableLayout table)
    {
        var data = new List<(ColumnLayout, TileStorage)>();
        foreach (var (name, storage) in new[]
        {
            ("COMPRESSED_DATA", TileStorage.Coded), ("GZIP_COMPRESSED_DATA", TileStorage.Gzip), ("UNCOMPRESSED_DATA", TileStorage.Plain),
        })
        {
            if (table.Find(name) is { IsVariable: true } column)
                data.Add((column, storage));
        }

        if (data.Count == 0)
            throw table.Hdu.Error("a compressed image needs a column COMPRESSED_DATA of variable length");
        return new TileColumns(data, Scalar(table, "ZSCALE"), Scalar(table, "ZZERO"), Scalar(table, "ZBLANK"));
    }

    private static ColumnLayout? Scalar(TableLayout table, string name) =>
        table.Find(name) is { IsVariable: false, Repeat: > 0 } column ? column : null;
}
