namespace SkyButler.Datastores;

/// <summary>A dataset's file is missing, damaged or in a format that can't be read here, or can't be written.</summary>
public class DatastoreException : ButlerException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public DatastoreException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
