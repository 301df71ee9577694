namespace SkyButler.Imaging.Tables;

/// <summary>A table is not what was asked for, or its file is damaged. The message is one line.</summary>
public sealed class TableException : ImagingException
{
    /// <summary>Makes an error from its message.</summary>
    public TableException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an error from its message and what caused it.</summary>
    public TableException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
