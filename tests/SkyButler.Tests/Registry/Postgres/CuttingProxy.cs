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
                _ = PumpAsync(near, far);
                _ = PumpAsync(far, near);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private static async Task PumpAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream(), CancellationToken.None);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException or SocketException)
        {
            // Cut.
        }

        from.Dispose();
        to.Dispose();
    }
}
