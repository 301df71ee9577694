using System.Globalization;
using System.Text.RegularExpressions;

namespace SkyButler.Instruments.Descriptions.Proposals;

/// <summary>What is looked for in the headers of an unknown instrument.</summary>
internal static partial class PropertyGuesses
{
    private const double FirstMjd = 30_000;
    private const double LastMjd = 100_000;
    private const int LongestName = 80;

    public static readonly PropertyGuess Instrument = new("instrument", "^(INSTR|CAMERA|CAMNAME|INST)", @"\b(instrument|camera)\b( name)?", card => card.IsText && card.Distinct.Count == 1 && card.IsComplete);
    public static readonly PropertyGuess Telescope = new("telescope", "^TEL(ESC|NAME)|^OBSERVAT", @"\b(telescope|observatory)\b", card => card.IsText && card.Distinct.Count == 1);
    public static readonly PropertyGuess ExposureId = new("exposure_id", "(EXP|RUN|FRAME|SHOT|OBS|IMG|SEQ|FILE|PIC).?(NUM|NO|NR|ID)$|^(RUN|FRAME|SHOT|SEQNUM|EXPNUM)", @"\b(exposure|frame|run|shot|sequence|image|observation)[ -]?(number|no\b|id\b|counter)|number of (the )?(exposure|frame|shot)", card => HasNumber(card) && card.Distinct.Count > 1);
    public static readonly PropertyGuess Detector = new("detector_num", "CCD|CHIP|DET|SENSOR|ARRAY", @"\b(ccd|chip|detector|sensor|array)\b", card => HasNumber(card) && card.Distinct.Count <= 1000 && !IsSize(card));
    public static readonly PropertyGuess ExposureTime = new("exposure_time", "EXPO?T|EXPOS|ITIME|INTT|SHUT|XPOS|TEXP|DURATION|EXPTIM", @"\b(exposure|integration|shutter|open)\b.*(time|duration|\[?s\]?\b|sec|ms)|(time|duration) of (the )?exposure", card => card.IsNumber && card.Texts.All(text => Number(text) is >= 0 and < 1e7));
    public static readonly PropertyGuess Date = new("date", "DATE|UTC?.?(START|BEG|OBS)|BEGIN|START", @"\b(start|begin|beginning|date|utc?)\b", card => card.IsComplete && card.Texts.All(text => IsoDate().IsMatch(text)));
    public static readonly PropertyGuess Day = new("day", "DATE|NIGHT|DAY", @"\b(date|day|night)\b", card => card.IsComplete && card.Texts.All(text => DayOnly().IsMatch(text)));
    public static readonly PropertyGuess Clock = new("clock", "TIME|UT|START|CLOCK", @"\b(time|utc?|start)\b", card => card.IsComplete && card.Texts.All(text => ClockTime().IsMatch(text)) && !Coordinate().IsMatch(card.Keyword));
    public static readonly PropertyGuess Mjd = new("mjd", "MJD|JD|EPOCH", @"\b(mjd|modified julian)\b", card => card.IsNumber && card.Texts.All(text => Number(text) is > FirstMjd and < LastMjd));
    public static readonly PropertyGuess Filter = new("physical_filter", "FILT|BAND|WHEEL", @"\b(filter|passband|bandpass|wheel)\b", card => card.IsComplete && card.Distinct.Count <= 100 && card.Texts.All(text => text.Length <= LongestName));
    public static readonly PropertyGuess Kind = new("observation_type", "TYP|KIND|IMG.?CLASS|MODE", @"\b(type|kind|class)\b", card => card.IsText && card.IsComplete && card.Distinct.Any(text => KindWords().IsMatch(text)));
    public static readonly PropertyGuess Target = new("object", "OBJ|TARG|FIELD|SOURCE", @"\b(object|target|field|source)\b", card => card.IsText && !card.Texts.Any(text => ClockTime().IsMatch(text)));
    public static readonly PropertyGuess Name = new("observation_id", "(OBS|EXP|FRAME|FILE|IMG|SHOT).?(ID|NAME)$|^(FILENAME|OBSID)", @"\b(exposure|observation|frame|image|file)[ -]?(name|id|identifier)\b", card => card.IsText && card.IsComplete && card.Distinct.Count > 1 && card.Texts.All(text => text.Length <= LongestName));
    public static readonly PropertyGuess Program = new("science_program", "PROP|PROG|PROJ", @"\b(proposal|programme?|project)\b", card => card.Texts.Count > 0);
    public static readonly PropertyGuess RightAscension = new("ra", "RA(_|DEG|J2000|2000|PNT)?$|^(TEL|OBJ|PNT|BORE|CEN).?RA|^RA", @"\b(right ascension|ra)\b", card => card.IsComplete && (card.IsNumber || card.Texts.All(text => Sexagesimal().IsMatch(text))));
    public static readonly PropertyGuess Declination = new("dec", "DEC?L?(_|DEG|J2000|2000|PNT)?$|^(TEL|OBJ|PNT|BORE|CEN).?DE|^DE", @"\b(declination|dec)\b", card => card.IsComplete && (card.IsNumber || card.Texts.All(text => Sexagesimal().IsMatch(text))));
    public static readonly PropertyGuess Airmass = new("boresight_airmass", "AIRM|SECZ", @"\bair ?mass\b", card => card.IsNumber);
    public static readonly PropertyGuess Longitude = new("longitude", "LON", @"\blongitude\b", card => card.Distinct.Count == 1);
    public static readonly PropertyGuess Latitude = new("latitude", "LAT", @"\blatitude\b", card => card.Distinct.Count == 1);
    public static readonly PropertyGuess Height = new("height", "ELEV|HEIGHT|ALT.?(OBS|SITE)|SITEALT", @"\b(elevation|height|altitude) (of|above|\[?m)", card => card.IsNumber && card.Distinct.Count == 1);

    private static bool HasNumber(CardSample card) => card.IsComplete && (card.IsWhole || card.Texts.All(text => EndingNumber().IsMatch(text)));

    private static bool IsSize(CardSample card) => card.Keyword.Contains("SIZE", StringComparison.OrdinalIgnoreCase) || card.Keyword.Contains("SEC", StringComparison.OrdinalIgnoreCase) || card.Keyword.Contains("TEMP", StringComparison.OrdinalIgnoreCase);

    private static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[T ]\d\d:\d\d", RegexOptions.None, 1000)]
    private static partial Regex IsoDate();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d$", RegexOptions.None, 1000)]
    private static partial Regex DayOnly();

    [GeneratedRegex(@"^\d\d:\d\d:\d\d(\.\d*)?$", RegexOptions.None, 1000)]
    private static partial Regex ClockTime();

    [GeneratedRegex(@"^[+-]?\d{1,3}[: ]\d\d[: ]\d\d(\.\d*)?$", RegexOptions.None, 1000)]
    private static partial Regex Sexagesimal();

    [GeneratedRegex(@"RA|DEC?|LAT|LON|HA$|LST", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Coordinate();

    [GeneratedRegex(@"^(.*\D)?\d{1,18}$", RegexOptions.None, 1000)]
    private static partial Regex EndingNumber();

    [GeneratedRegex("bias|zero|dark|flat|object|science|light|sky|target|focus|acq", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex KindWords();
}
