namespace SkyButler.Transfers.Imports;

/// <summary>An export file can't be imported: it is damaged, of another version, or contradicts itself. Nothing of it was written.</summary>
public sealed class ImportException : ButlerException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public ImportException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
