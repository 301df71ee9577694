using SkyButler.Resources.Transfers;

namespace SkyButler.Datastores.Files;

/// <summary>Counts files that appear, for whoever shows it to a person.</summary>
internal sealed class PlacingProgress(IProgress<WorkProgress> listener, long total) : IProgress<StagedFileProgress>
{
    private readonly ProgressCount count = new(listener, "Placing files", total);

    /// <inheritdoc />
    public void Report(StagedFileProgress value) => count.Add(1, value.Size);
}
