// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/icons.h"

#include "core/base/logging.h"
#include "plugin/dialogs/resources.h"

#include <QIconEngine>
#include <QPainter>
#include <QPixmap>
#include <QResource>
#include <QSvgRenderer>

namespace syncline
{
  namespace
  {
    constexpr char TOKEN_COLOR[] = "#010203"; //!< stands for the text colour in the drawings

    //! Draws an SVG at whatever size it is asked for; faint when disabled.
    class SvgIconEngine : public QIconEngine
    {
      public:
        explicit SvgIconEngine( QByteArray svg )
          : mSvg( std::move( svg ) )
        {
        }

        void paint( QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State ) override
        {
          constexpr qreal FAINT = 0.4;
          QSvgRenderer renderer( mSvg );
          painter->save();
          painter->setRenderHint( QPainter::Antialiasing );
          if ( mode == QIcon::Disabled )
            painter->setOpacity( FAINT );
          renderer.render( painter, rect );
          painter->restore();
        }

        QPixmap pixmap( const QSize &size, QIcon::Mode mode, QIcon::State state ) override
        {
          QPixmap picture( size );
          picture.fill( Qt::transparent );
          QPainter painter( &picture );
          paint( &painter, QRect( QPoint( 0, 0 ), size ), mode, state );
          return picture;
        }

        QIconEngine *clone() const override { return new SvgIconEngine( mSvg ); }

      private:
        QByteArray mSvg;
    };
  } // namespace

  QIcon ownIcon( const QString &name, const QColor &color )
  {
    initResources();
    const QResource drawing( QStringLiteral( ":/syncline/icons/%1.svg" ).arg( name ) );
    if ( !drawing.isValid() )
    {
      qCWarning( lcUi ) << "no icon" << name;
      return QIcon();
    }
    QByteArray svg = drawing.uncompressedData();
    return QIcon( new SvgIconEngine( svg.replace( TOKEN_COLOR, color.name().toLatin1() ) ) );
  }

  QIcon ownIcon( const QString &name, const QWidget *widget ) { return ownIcon( name, textColor( widget ) ); }

  QIcon toneIcon( const QString &name, Tone tone, const QWidget *view )
  {
    return ownIcon( name, toneColor( tone, isDarkView( view ) ) );
  }
} // namespace syncline
