using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace SkyButler.Tests.Registry.Postgres;

/// <summary>Stands between a client and a server on this machine, and cuts what goes through it when told.</summary>
internal sealed class CuttingProxy : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<TcpClient> open = [];
    private readonly int server;
    private int moment;
    private int cuts;

    public CuttingProxy(int server)
    {
        this.server = server;
        listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Closes all connections, wherever they are in what they say.</summary>
    public void Cut()
    {
        while (open.TryTake(out var client))
            client.Dispose();
    }

    /// <summary>How often it was cut at a commit.</summary>
    public int CutsDone => Volatile.Read(ref cuts);

    /// <summary>Cuts the connection over which the next commit comes.</summary>
    public void CutOnce(CutMoment at) => Volatile.Write(ref moment, (int)at);

    public void Dispose()
    {
        listener.Dispose();
        Cut();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var near = await listener.AcceptTcpClientAsync(CancellationToken.None);
                var far = new TcpClient { NoDelay = true };
                await far.ConnectAsync(IPAddress.Loopback, server, CancellationToken.None);
                near.NoDelay = true;
                open.Add(near);
                open.Add(far);
                _ = PumpAsync(near, far, isClient: true);
                _ = PumpAsync(far, near, isClient: false);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    // Of something that was written: a query that stands alone comes with its own.
    private static bool IsCommit(ReadOnlySpan<byte> words) => words.IndexOf("COMMIT"u8) >= 0 && words.IndexOf("READ ONLY"u8) < 0;

    private async Task PumpAsync(TcpClient from, TcpClient to, bool isClient)
    {
        try
        {
            var buffer = new byte[8192];
            while (await from.GetStream().ReadAsync(buffer, CancellationToken.None) is > 0 and var count)
            {
                var seen = isClient && IsCommit(buffer.AsSpan(0, count)) ? (CutMoment)Interlocked.Exchange(ref moment, 0) : CutMoment.Never;
                if (seen == CutMoment.AfterCommitForGood)
                    listener.Dispose();
                if (seen != CutMoment.Never)
                    Interlocked.Increment(ref cuts);
                // The client is cut off first, so that it can't hear the answer.
                if (seen is CutMoment.AfterCommit or CutMoment.AfterCommitForGood)
                    from.Dispose();
                if (seen != CutMoment.BeforeCommit)
                    await to.GetStream().WriteAsync(buffer.AsMemory(0, count), CancellationToken.None);
                if (seen != CutMoment.Never)
                    break;
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException or SocketException)
        {
            // Cut.
        }

        from.Dispose();
        to.Dispose();
    }
}
