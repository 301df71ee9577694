namespace SkyButler.Registry.Log;

/// <summary>How far an action is, or its taking back.</summary>
public enum LogState
{
    /// <summary>It has begun; where it was stopped, part of it is done.</summary>
    Begun,

    /// <summary>It is done.</summary>
    Done,

    /// <summary>Taking it back has begun; where that was stopped, it goes on when it is asked for again.</summary>
    Undoing,

    /// <summary>It was taken back.</summary>
    Undone,
}
