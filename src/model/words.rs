//! Closed vocabularies: an enum with the word that stands for each variant in a file.

/// Declares an enum whose variants are words of a file, with what each word means.
///
/// Gives `ALL` (in order), `word()`, `meaning()`, `Display`, and reading and writing by the word,
/// and a schema with the meanings.
macro_rules! words {
    (
        $(#[$doc:meta])*
        $name:ident { $($variant:ident = $word:literal: $meaning:literal,)+ }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $(
                #[doc = $meaning]
                #[serde(rename = $word)]
                $variant,
            )+
        }

        impl $name {
            /// Every variant, in the order in which people meet them.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The word that stands for it in a file.
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }

            /// What the word means, in a phrase.
            pub const fn meaning(self) -> &'static str {
                match self {
                    $(Self::$variant => $meaning,)+
                }
            }
        }

        impl schemars::JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({
                    "type": "string",
                    "enum": [$($word),+],
                    "enumDescriptions": [$($meaning),+],
                })
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.word())
            }
        }
    };
}

pub(super) use words;
