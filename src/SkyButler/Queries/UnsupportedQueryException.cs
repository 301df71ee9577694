namespace SkyButler.Queries;

/// <summary>A question is well formed, but this build can't answer it.</summary>
public sealed class UnsupportedQueryException : QueryException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public UnsupportedQueryException(string message)
        : base(message)
    {
    }
}
