namespace SkyButler.Pipelines.Reports;

/// <summary>Files of reports.</summary>
public static class ReportText
{
    /// <summary>Writes a file, whole or not at all.</summary>
    /// <exception cref="PipelineException">The place can't be written.</exception>
    public static Task SaveAsync(string path, string text, CancellationToken cancellationToken) =>
        OutputFile.WriteAsync(path, writer => writer.WriteAsync(text), cancellationToken);

    /// <summary>Reads a file.</summary>
    /// <exception cref="PipelineException">It can't be read.</exception>
    public static async Task<string> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PipelineException($"The report '{path}' can't be read: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }
}
