using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace SkyButler.CommandLine.Display;

/// <summary>How many pieces of some work are done in a second, beside its bar.</summary>
internal sealed class RateColumn : ProgressColumn
{
    /// <inheritdoc />
    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) => new Text(task.Speed is { } speed and > 0 ? Of(speed) : "").RightJustified();

    /// <summary>A rate for people.</summary>
    public static string Of(double perSecond) => perSecond >= 0.95
        ? string.Create(CultureInfo.InvariantCulture, $"{perSecond:#,0.#}/s")
        : string.Create(CultureInfo.InvariantCulture, $"{perSecond * 60:0.#}/min");
}
