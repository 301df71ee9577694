using System.Globalization;
using SkyButler.Configuration.Nodes;
using SkyButler.Configuration.Yaml;
using SkyButler.Dimensions;

namespace SkyButler.Transfers.Exports;

/// <summary>Writes an export file entry by entry, in the layout of PyYAML, whatever the number of records.</summary>
internal sealed class ExportFileWriter(TextWriter output)
{
    private const int RecordIndentation = 2;

    // Records go to the file many at a time.
    private const int LargestPiece = 1 << 16;

    private readonly StringWriter piece = new(CultureInfo.InvariantCulture);
    private bool hasRecords;

    /// <summary>Begins the file.</summary>
    public Task BeginAsync(DimensionUniverse universe) => output.WriteAsync(string.Create(
        CultureInfo.InvariantCulture,
        $"description: Butler Data Repository Export\nversion: {ExportFile.Version}\nuniverse_version: {universe.Version}\nuniverse_namespace: {universe.Namespace}\ndata:\n"));

    /// <summary>Writes an entry that is short.</summary>
    public Task WriteAsync(ConfigMapping entry)
    {
        new YamlEmitter(piece, YamlKeyOrder.AsGiven).WriteItem(entry, 0);
        return FlushAsync();
    }

    /// <summary>Begins an entry whose last key holds a list of any length.</summary>
    public async Task BeginAsync(ConfigMapping head, string listKey)
    {
        await WriteAsync(head).ConfigureAwait(false);
        await output.WriteAsync($"  {listKey}:").ConfigureAwait(false);
        hasRecords = false;
    }

    /// <summary>Writes an item of the list that was begun.</summary>
    public Task WriteItemAsync(ConfigNode item)
    {
        BeginItem();
        new YamlEmitter(piece, YamlKeyOrder.AsGiven).WriteItem(item, RecordIndentation);
        return FlushIfLargeAsync();
    }

    /// <summary>The same for one whose text is made already.</summary>
    public Task WriteItemAsync(string text)
    {
        BeginItem();
        piece.Write(text);
        return FlushIfLargeAsync();
    }

    /// <summary>Ends the list.</summary>
    public async Task EndAsync()
    {
        if (!hasRecords)
            piece.Write(" []\n");
        await FlushAsync().ConfigureAwait(false);
    }

    private void BeginItem()
    {
        if (!hasRecords)
            piece.Write('\n');
        hasRecords = true;
    }

    private Task FlushIfLargeAsync() => piece.GetStringBuilder().Length < LargestPiece ? Task.CompletedTask : FlushAsync();

    private async Task FlushAsync()
    {
        await output.WriteAsync(piece.ToString()).ConfigureAwait(false);
        piece.GetStringBuilder().Clear();
    }
}
