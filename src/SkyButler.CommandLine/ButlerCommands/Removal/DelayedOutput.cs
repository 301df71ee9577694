using System.Text;
using SkyButler.Resources.Durability;

namespace SkyButler.CommandLine.ButlerCommands.Removal;

/// <summary>Text that is written now and shown later, however long: it waits in a temporary file.</summary>
internal sealed class DelayedOutput : IAsyncDisposable
{
    private const int BufferSize = 1 << 16;
    private readonly FileStream file = TemporaryFile.Open();

    public DelayedOutput() => Writer = new StreamWriter(file, new UTF8Encoding(false), BufferSize, leaveOpen: true) { NewLine = "\n" };

    /// <summary>Where the text is written.</summary>
    public TextWriter Writer { get; }

    /// <summary>Shows it.</summary>
    public async Task CopyToAsync(TextWriter output, CancellationToken cancellationToken)
    {
        await Writer.FlushAsync(cancellationToken);
        file.Position = 0;
        using var reader = new StreamReader(file, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, BufferSize, leaveOpen: true);
        var buffer = new char[BufferSize];
        for (int count; (count = await reader.ReadAsync(buffer, cancellationToken)) > 0;)
            await output.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Writer.DisposeAsync();
        await file.DisposeAsync();
    }
}
