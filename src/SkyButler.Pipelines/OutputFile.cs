using System.Text;

namespace SkyButler.Pipelines;

/// <summary>Writes files that people asked for by path, whole or not at all.</summary>
internal static class OutputFile
{
    private static readonly UTF8Encoding Plain = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes text.</summary>
    public static async Task WriteAsync(string path, Func<TextWriter, Task> write, CancellationToken cancellationToken)
    {
        await WriteBytesAsync(
            path,
            async stream =>
            {
                var writer = new StreamWriter(stream, Plain, bufferSize: 1 << 16, leaveOpen: true);
                await using (writer.ConfigureAwait(false))
                    await write(writer).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes bytes.</summary>
    /// <exception cref="PipelineException">The place can't be written.</exception>
    public static async Task WriteBytesAsync(string path, Func<Stream, Task> write, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var full = Path.GetFullPath(path);
        var temporary = $"{full}.{Environment.ProcessId}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            var stream = new FileStream(temporary, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.Asynchronous);
            await using (stream.ConfigureAwait(false))
                await write(stream).ConfigureAwait(false);
            File.Move(temporary, full, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PipelineException($"The file '{path}' can't be written: {e.Message.ReplaceLineEndings(" ")}", e);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
