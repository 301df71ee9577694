namespace SkyButler.Imaging.Previews.Terminals;

/// <summary>How a terminal takes pictures.</summary>
public enum TerminalProtocol
{
    /// <summary>As kitty, WezTerm, Ghostty and Konsole do: PNG in base64.</summary>
    Kitty,

    /// <summary>As iTerm2, WezTerm and the terminal of VS Code do: a PNG file inside a sequence.</summary>
    Iterm,

    /// <summary>As xterm, foot, mlterm and Windows Terminal do: sixels of a palette.</summary>
    Sixel,

    /// <summary>By coloured half blocks, which every terminal of 24-bit colours shows.</summary>
    Blocks,
}
