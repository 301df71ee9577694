using System.Buffers.Binary;
using System.Text.Json;
using SkyButler.Pipelines.Quanta.Files.Writing;

namespace SkyButler.Pipelines.Execution.Workers.Messages;

/// <summary>Messages between a run and a worker process over two pipes: each a length of four bytes, the least significant first, and so much JSON.</summary>
internal sealed class MessageChannel(Stream input, Stream output) : IAsyncDisposable
{
    private const int LengthSize = 4;
    private const int MostBuffered = 1 << 16;
    private readonly BufferedStream buffered = new(input, MostBuffered);
    private readonly Lock sending = new();

    /// <summary>Sends a message at once, so that what dies right after it has said so; whether it arrives is not known here.</summary>
    public void Post(Action<Utf8JsonWriter> write) => Post(GraphJson.Write(write));

    /// <summary>Sends the bytes of a message.</summary>
    public void Post(byte[] message)
    {
        var framed = new byte[LengthSize + message.Length];
        BinaryPrimitives.WriteInt32LittleEndian(framed, message.Length);
        message.CopyTo(framed, LengthSize);
        try
        {
            lock (sending)
            {
                output.Write(framed);
                output.Flush();
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The other side has gone, which shows where messages are received.
        }
    }

    /// <summary>The next message; null where the other side has gone.</summary>
    /// <exception cref="InvalidDataException">What comes is no message.</exception>
    public async Task<JsonDocument?> ReceiveAsync(CancellationToken cancellationToken)
    {
        var length = new byte[LengthSize];
        if (await buffered.ReadAtLeastAsync(length, LengthSize, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false) < LengthSize)
            return null;
        var size = BinaryPrimitives.ReadInt32LittleEndian(length);
        if (size <= 0)
            throw new InvalidDataException($"A message of a worker process can't be {size} bytes long.");
        var message = new byte[size];
        if (await buffered.ReadAtLeastAsync(message, size, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false) < size)
            return null;
        try
        {
            return JsonDocument.Parse(message);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException("A message of a worker process is no JSON.", e);
        }
    }

    /// <summary>Closes the pipe to the other side; somebody may be reading the other one still.</summary>
    public ValueTask DisposeAsync() => output.DisposeAsync();
}
