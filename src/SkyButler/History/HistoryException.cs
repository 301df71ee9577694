namespace SkyButler.History;

/// <summary>An action can't be taken back; the message says why.</summary>
public sealed class HistoryException(string message, Exception? inner = null) : ButlerException(message, inner);
