namespace SkyButler.Transfers.Repositories;

/// <summary>Datasets can't come from one repository into another.</summary>
public sealed class TransferException : ButlerException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public TransferException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
