using System.Net.Sockets;

namespace SkyButler.Resources.Remote;

/// <summary>
/// A connection that tells its server at once what has arrived. Servers that send the head and the body of an answer one after the other, as
/// Ceph's does by default, wait for that before the body, and Linux would take 40 ms (delayed acknowledgement against Nagle's algorithm).
/// </summary>
internal sealed class PromptConnection : NetworkStream
{
    private const int Tcp = 6;
    private const int QuickAcknowledgement = 12;
    private const int LittleEnough = 1 << 14;

    private PromptConnection(Socket socket)
        : base(socket, ownsSocket: true)
    {
    }

    /// <summary>Makes a connection, as <see cref="SocketsHttpHandler.ConnectCallback"/> wants it.</summary>
    public static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken).ConfigureAwait(false);
            return new PromptConnection(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await base.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        // Much at a time is told of by itself.
        if (count < LittleEnough)
            Acknowledge();
        return count;
    }

    // Holds for what has arrived only, so that it is asked for again and again (tcp(7), TCP_QUICKACK).
    private void Acknowledge()
    {
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            Socket.SetRawSocketOption(Tcp, QuickAcknowledgement, [1, 0, 0, 0]);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // Whoever reads next hears that the connection is gone.
        }
    }
}
