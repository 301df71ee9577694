namespace SkyButler.Imaging.Fits.Tables.Writing;

/// <summary>
/// Keeps the heap of a table while its rows still come: in a file without a name beside the table's, so that no memory is taken, and nothing stays
/// behind when the process ends.
/// </summary>
internal sealed class HeapSpool(Stream table) : IAsyncDisposable
{
    private FileStream? _file;

    /// <summary>Bytes that are kept.</summary>
    public long Length => _file?.Length ?? 0;

    /// <summary>Where further bytes are written.</summary>
    /// <exception cref="ImagingException">The file can't be made.</exception>
    public Stream Open() => _file ??= Make(table is FileStream file ? Path.GetDirectoryName(file.Name) : null);

    /// <summary>Writes all bytes behind the rows.</summary>
    public async Task EmptyAsync(CancellationToken cancellationToken)
    {
        if (_file is null)
            return;
        _file.Position = 0;
        await _file.CopyToAsync(table, 1 << 20, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => _file?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static FileStream Make(string? folder)
    {
        string path = Path.Combine(folder ?? Path.GetTempPath(), $".{Path.GetRandomFileName()}.heap");
        try
        {
            var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, 1 << 16, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
            if (!OperatingSystem.IsWindows())
                File.Delete(path);
            return file;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new ImagingException($"Can't make {path}, which keeps the arrays of a table while its rows are written: {error.Message}", error);
        }
    }
}
