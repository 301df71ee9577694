using SkyButler.Datastores.Formatters.Parquet;
using SkyButler.Imaging;
using SkyButler.Imaging.Tables;
using SkyButler.Imaging.Tables.Files;

namespace SkyButler.Datastores.Formatters.Tables;

/// <summary>Tables in files of every format that is read here: those of <see cref="TableFile"/>, and Parquet.</summary>
public static class TableFiles
{
    /// <summary>Reads a table, or some columns and rows of it. The format is seen from the first bytes.</summary>
    /// <exception cref="ImagingException">The file can't be opened, holds no such table or column, or is damaged.</exception>
    public static async Task<Table> ReadAsync(string path, TableReadOptions? options = null, CancellationToken cancellationToken = default) =>
        File.Exists(path) && await ParquetTable.IsParquetAsync(path, cancellationToken).ConfigureAwait(false)
            ? await ParquetTable.ReadAsync(path, options, cancellationToken).ConfigureAwait(false)
            : await TableFile.ReadAsync(path, options, cancellationToken).ConfigureAwait(false);
}
