namespace SkyButler;

/// <summary>Root of the errors that a user can mend; the message says in one line what was asked, what was found and what to do.</summary>
public class ButlerException : Exception
{
    /// <summary>Makes the error with its one-line message.</summary>
    public ButlerException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
