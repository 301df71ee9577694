namespace SkyButler.Imaging.Previews.Scenes;

/// <summary>Draws circles around places.</summary>
internal static class Marks
{
    private const double Radius = 7;
    private const double HalfWidth = 0.7;
    private const int Color = 0x40ff40;

    /// <summary>Draws them into a picture of three channels, the top row first; places count from the lowest row.</summary>
    public static void Draw(Picture picture, IEnumerable<(double X, double Y)> places)
    {
        foreach (var (x, fromBelow) in places)
        {
            double y = picture.Height - 1 - fromBelow;
            if (!(x > -Radius && y > -Radius && x < picture.Width + Radius && y < picture.Height + Radius))
                continue;
            for (int row = Math.Max(0, (int)(y - Radius - 1)); row <= Math.Min(picture.Height - 1, y + Radius + 1); row++)
            {
                for (int column = Math.Max(0, (int)(x - Radius - 1)); column <= Math.Min(picture.Width - 1, x + Radius + 1); column++)
                {
                    double distance = Math.Sqrt(((column - x) * (column - x)) + ((row - y) * (row - y)));
                    if (Math.Abs(distance - Radius) > HalfWidth)
                        continue;
                    for (int channel = 0; channel < 3; channel++)
                        picture.Pixels[(((row * picture.Width) + column) * 3) + channel] = (byte)(Color >> (16 - (8 * channel)));
                }
            }
        }
    }
}
