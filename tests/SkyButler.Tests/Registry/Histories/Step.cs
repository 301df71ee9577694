namespace SkyButler.Tests.Registry.Histories;

/// <summary>What one of the clients does.</summary>
internal sealed record Step(int Client, Operation Operation)
{
    public override string ToString() => $"client {Client}: {Operation}";
}
