using System.Collections;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Robotics.Cli.Configuration;

/// <summary>Writes settings as YAML in the order of their declaration.</summary>
internal static class SettingsWriter
{
    /// <summary>The whole record, defaults included.</summary>
    public static string Write(object settings)
    {
        using var text = new StringWriter();
        var emitter = new Emitter(text, new EmitterSettings(bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        Group(emitter, settings);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private static void Group(Emitter emitter, object group)
    {
        emitter.Emit(new MappingStart());
        foreach (var (key, property) in SettingsShape.Keys(group.GetType()))
        {
            emitter.Emit(new Scalar(key));
            Value(emitter, property.GetValue(group));
        }
        emitter.Emit(new MappingEnd());
    }

    private static void Value(Emitter emitter, object? value)
    {
        switch (value)
        {
            case null:
                emitter.Emit(new Scalar("null"));
                break;
            case string text:
                // plain 'null' and '~' would come back as nothing
                var style = text is "" or "~" or "null" ? ScalarStyle.DoubleQuoted : ScalarStyle.Any;
                emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, text, style, true, true));
                break;
            case IDictionary dictionary:
                emitter.Emit(new MappingStart());
                foreach (DictionaryEntry entry in dictionary)
                {
                    Value(emitter, entry.Key);
                    Value(emitter, entry.Value);
                }
                emitter.Emit(new MappingEnd());
                break;
            case IEnumerable list:
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, true, SequenceStyle.Flow));
                foreach (var item in list) Value(emitter, item);
                emitter.Emit(new SequenceEnd());
                break;
            case var scalar when SettingsShape.IsScalar(scalar.GetType()):
                emitter.Emit(new Scalar(ScalarText.Format(scalar)));
                break;
            default:
                Group(emitter, value);
                break;
        }
    }
}
