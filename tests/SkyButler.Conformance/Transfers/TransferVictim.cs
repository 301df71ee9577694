using System.Globalization;
using SkyButler.Registry;
using SkyButler.Resources.Durability;
using SkyButler.Resources.Transfers;

namespace SkyButler.Conformance.Transfers;

/// <summary>What <see cref="KilledTransferTests"/> runs in a process of its own, to be killed. Never run otherwise.</summary>
public sealed class TransferVictim
{
    private const int Batch = 20;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string From => Environment.GetEnvironmentVariable(KilledTransferTests.FromVariable)!;

    private static string To => Environment.GetEnvironmentVariable(KilledTransferTests.ToVariable)!;

    [Fact(Explicit = true)]
    public Task Import() => ReportAsync(ImportAsync(From, To));

    [Fact(Explicit = true)]
    public Task Export() => ReportAsync(ExportAsync(From, To));

    [Fact(Explicit = true)]
    public Task Copy() => ReportAsync(CopyAsync(From, To));

    private static async Task ReportAsync(Task work)
    {
        await work;
        await File.WriteAllTextAsync(Environment.GetEnvironmentVariable(KilledTransferTests.ReportVariable)!, FaultPoints.Count.ToString(CultureInfo.InvariantCulture), Token);
    }

    internal static async Task ImportAsync(string from, string to)
    {
        await using var butler = await Butler.OpenAsync(to, new() { Access = RegistryAccess.ReadWrite }, Token);
        await butler.ImportAsync(from, new() { Transfer = TransferMode.Copy, BatchSize = Batch }, Token);
    }

    internal static async Task ExportAsync(string from, string to)
    {
        await using var butler = await Butler.OpenAsync(from, cancellationToken: Token);
        await butler.ExportEverythingAsync(to, new() { Transfer = TransferMode.Copy, BatchSize = Batch, Overwrite = true }, Token);
    }

    internal static async Task PrepareCopyAsync(string from, string to)
    {
        await using var source = await Butler.OpenAsync(from, cancellationToken: Token);
        await source.MakeAlikeAsync(to, new(), Token);
    }

    internal static async Task CopyAsync(string from, string to)
    {
        await using var source = await Butler.OpenAsync(from, cancellationToken: Token);
        await source.MakeAlikeAsync(to, new(), Token);
        await using var butler = await Butler.OpenAsync(to, new() { Access = RegistryAccess.ReadWrite }, Token);
        await butler.CopyFromAsync(source, new() { Transfer = TransferMode.Copy, BatchSize = Batch }, Token);
    }
}
